/** Drawn on a grid of 20 with a line of 1.5. */
const drawings = {
  alert:
    'M10 6.75v4m0 2.75v.01M8.7 3.3 2.2 14.5a1.5 1.5 0 0 0 1.3 2.25h13a1.5 1.5 0 0 0 1.3-2.25L11.3 3.3a1.5 1.5 0 0 0-2.6 0Z',
  check: 'm4.5 10.5 3.75 3.75 7.25-8.5',
  device: 'M3.25 4.25h13.5v9.5H3.25zM1.75 16.25h16.5',
  email: 'M2.75 4.75h14.5v10.5H2.75zm0 1 7.25 5.5 7.25-5.5',
  info: 'M10 9.25v4.25m0-7v.01M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0Z',
  phone:
    'M6.25 2.75h7.5a1 1 0 0 1 1 1v12.5a1 1 0 0 1-1 1h-7.5a1 1 0 0 1-1-1V3.75a1 1 0 0 1 1-1Zm2.5 11.75h2.5',
}

export type IconName = keyof typeof drawings

interface DrawingProps {
  /** The path. */
  d: string
  className?: string | undefined
}

/** A decoration: what it means is always said in words beside it. */
export function Drawing({ d, className }: DrawingProps) {
  return (
    <svg
      data-part="icon"
      className={className}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={d} />
    </svg>
  )
}

/** One of the kit's drawings. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return <Drawing d={drawings[name]} className={className} />
}
