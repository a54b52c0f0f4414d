import { useState } from 'react'
import base from '../../src/styles/tokens/base.tokens.json' with { type: 'json' }
import light from '../../src/styles/tokens/light.tokens.json' with { type: 'json' }
import { themes } from '../support/look.js'

interface Token {
  name: string
  type: string
  description: string
}

function tokensIn(group: object, path: readonly string[] = [], inherited = ''): Token[] {
  const type: unknown = Reflect.get(group, '$type')
  const own = typeof type === 'string' ? type : inherited
  if ('$value' in group) {
    const description: unknown = Reflect.get(group, '$description')
    return [
      {
        name: `--stepup-${path.join('-')}`,
        type: own,
        description: typeof description === 'string' ? description : '',
      },
    ]
  }
  return Object.entries(group).flatMap(([name, value]: [string, unknown]) =>
    name.startsWith('$') || typeof value !== 'object' || value === null
      ? []
      : tokensIn(value, [...path, name], own),
  )
}

const tokens = [...tokensIn(base), ...tokensIn(light)]

/** Every token of the token files with the value that it has in a theme, as the browser computes it. */
export function TokenTable() {
  const [theme, setTheme] = useState('light')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const read = (node: HTMLElement | null) => {
    if (node === null) return
    const style = getComputedStyle(node)
    const next = Object.fromEntries(tokens.map(({ name }) => [name, style.getPropertyValue(name).trim()]))
    setValues((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
  }
  return (
    <div className="sb-unstyled">
      <label className="page-choice">
        Theme
        <select value={theme} onChange={(event) => setTheme(event.target.value)}>
          {Object.entries(themes).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <div key={theme} ref={read} data-stepup-theme={theme} className="token-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Token</th>
              <th scope="col">Value</th>
              <th scope="col">For</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map(({ name, type, description }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  {type === 'color' && (
                    <span className="token-swatch" style={{ background: `var(${name})` }} />
                  )}
                  {values[name]}
                </td>
                <td>{description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
