import { type ComponentType, Fragment, Profiler, type PropsWithChildren } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'

export interface CandidateModule {
  Candidate: ComponentType
  Surroundings?: ComponentType<PropsWithChildren>
}

declare global {
  interface Window {
    /** What the bench calls from outside. */
    bench: ReturnType<typeof createBench>
  }
}

function createBench({ Candidate, Surroundings = Fragment }: CandidateModule) {
  const host = document.createElement('main')
  document.body.append(host)
  let root: Root | undefined
  let commits = 0

  const mount = (count: number) => {
    root = createRoot(host)
    flushSync(() => {
      root?.render(
        <Profiler id="candidate" onRender={() => (commits += 1)}>
          <Surroundings>
            {Array.from({ length: count }, (_, index) => (
              <Candidate key={index} />
            ))}
          </Surroundings>
        </Profiler>,
      )
    })
  }
  const unmount = () => {
    root?.unmount()
    root = undefined
  }

  return {
    mount,
    unmount,
    focus: () => host.querySelector('input')?.focus(),
    commits: () => commits,
    text: () => {
      const boxes = [...host.querySelectorAll('input')].filter((box) => box.type !== 'hidden')
      const first = boxes[0]?.value ?? ''
      return first.length > 1 ? first : boxes.map((box) => box.value).join('')
    },
    nodes: () => host.querySelectorAll('*').length,
    /** Milliseconds for `count` fields in one render. */
    timeMount(count: number) {
      const start = performance.now()
      mount(count)
      const time = performance.now() - start
      unmount()
      return time
    },
  }
}

export function start(candidate: CandidateModule): void {
  window.bench = createBench(candidate)
}
