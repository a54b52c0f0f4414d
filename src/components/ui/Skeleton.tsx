export interface SkeletonProps {
  /** How many rows to stand in for. @default 1 */
  rows?: number
  /** `text`: a line; `control`: as high as a button or field. @default 'text' */
  shape?: 'text' | 'control'
}

/** Holds the place of what is being loaded. A decoration: say so in words. */
export function Skeleton({ rows = 1, shape = 'text' }: SkeletonProps) {
  return Array.from({ length: rows }, (_, row) => (
    <span key={`row-${row}`} data-part="skeleton" data-shape={shape} aria-hidden="true" />
  ))
}
