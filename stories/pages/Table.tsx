import type { ReactNode } from 'react'

interface TableProps {
  head: readonly string[]
  /** Cells in the order of `head`. */
  rows: readonly (readonly ReactNode[])[]
}

/** MDX has no tables of its own. */
export function Table({ head, rows }: TableProps) {
  return (
    <div className="sb-unstyled page-table">
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // Rows are written down once and never move.
            <tr key={`row-${String(row)}`}>
              {cells.map((cell, index) => (
                <td key={head[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
