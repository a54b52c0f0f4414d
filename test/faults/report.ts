import { type Call, calls, type FaultName, nameOf, type Outcome } from './cases.js'

export type Results = ReadonlyMap<Call, ReadonlyMap<FaultName, Outcome>>

const intro = `# When a request fails

Every endpoint that the kit calls has met every fault once: in a browser, over real HTTP, from another origin, in a page
that mounts the kit’s own widgets. This page is made from that run and by nothing else: \`npm run faults\` writes it anew;
\`npm test\` tries another eighth of the pairs each time and compares what it sees with this page.

| column | says |
| --- | --- |
| the person sees | the sentences, in English, with \`{time}\` and \`{id}\` for what differs; after “prompt:” in the step-up’s own prompt; without a sentence, what is on the screen |
| the host gets | the errors that React Query’s caches are told, and the step-up’s events (\`onEvent\`). An \`ApiError\` has the status of the answer. While the prompt shows what can be got over, the call goes on waiting, and the host gets the event alone |
| kept | of what was typed and opened |
| what is sent next | what the person presses then, and the requests of that |

| fault | means |
| --- | --- |
| timeout | never answered; the client’s \`timeoutMs\` ends it |
| abort | the person closes the prompt meanwhile or, where there is none, leaves the page and comes back |
| 400 to 503, redirect | the request is not processed. 400 and 409 come with an \`error_user_msg\`, all with a description for developers, which is never shown |
| connection lost, empty body to slow body, CORS failure | the request is processed, and its answer lost or spoilt |
| 5 MB body | never ends after that, so that only a client that hangs up goes on |
| slow body | comes byte by byte, until the time limit |

In every case the fault is gone afterwards, and the person goes on to the end. What holds throughout: no bare text, page or
parser’s message of a server is shown, no success that there is not, nothing typed is lost, one press sends one code at most,
no error but the kit’s own reaches the host, and nothing is left unhandled. Reads are not retried here; in an app they are, as
its \`QueryClient\` says.
`

/** The document, from the outcomes alone. @param before keeps its sections of the calls that were not run */
export function writeReport(results: Results, before: string): string {
  const known = before.split(/^(?=## )/m)
  const sections = calls.map((call) => {
    const outcomes = results.get(call)
    const heading = `## \`${nameOf(call)}\`\n`
    if (!outcomes) return known.find((section) => section.startsWith(heading))?.trimEnd() ?? ''
    return `${heading}\n${table(outcomes)}`
  })
  return `${[intro.trimEnd(), ...sections].join('\n\n')}\n`
}

const cellsOf = ({ sees, gets, keeps, next }: Outcome) =>
  [sees, gets, keeps, next].map((cell) => cell || '–').join(' | ')

/** What was seen otherwise than the document says: what that says (-), and what was seen (+). */
export function disagreements(results: Results, document: string): string[] {
  const sections = document.split(/^(?=## )/m)
  return [...results].flatMap(([call, outcomes]) => {
    const rows = sections.find((section) => section.startsWith(`## \`${nameOf(call)}\`\n`))?.split('\n') ?? []
    return [...outcomes].flatMap(([fault, outcome]) => {
      const cells = cellsOf(outcome)
      const told = rows.flatMap((row) => {
        const [faults = '', ...others] = row.slice(2, -2).split(' | ')
        return faults.split(', ').includes(fault) ? [others.join(' | ')] : []
      })
      if (told.length === 1 && told[0] === cells) return []
      return [[`${nameOf(call)} × ${fault}`, ...told.map((was) => `- ${was}`), `+ ${cells}`].join('\n')]
    })
  })
}

/** Faults with the same outcome share a row. */
function table(outcomes: ReadonlyMap<FaultName, Outcome>): string {
  const rows = new Map<string, FaultName[]>()
  for (const [fault, outcome] of outcomes) {
    const cells = cellsOf(outcome)
    rows.set(cells, [...(rows.get(cells) ?? []), fault])
  }
  const lines = [...rows].map(([cells, names]) => `| ${names.join(', ')} | ${cells} |`)
  return [
    '| fault | the person sees | the host gets | kept | what is sent next |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}
