// @vitest-environment node
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { idleState } from '../../src/flow/types.js'
import { StepUpRuntime } from '../../src/hooks/StepUpRuntime.js'
import { useCountdown } from '../../src/hooks/useCountdown.js'
import { useStepUp } from '../../src/hooks/useStepUp.js'
import { useStepUpController } from '../../src/hooks/useStepUpController.js'
import { useStepUpStatus } from '../../src/hooks/useStepUpStatus.js'
import { en } from '../../src/messages/locales/en.js'
import { createStubClient, noon } from '../flow/support.js'

/** What a hook gives where there is no page. */
function onServer<Result>(useIt: () => Result): Result | undefined {
  const given: Result[] = []
  function Page() {
    given.push(useIt())
    return null
  }
  renderToString(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <StepUpRuntime client={createStubClient()} messages={en}>
          <Page />
        </StepUpRuntime>
      </QueryClientProvider>
    </StrictMode>,
  )
  return given.at(-1)
}

describe('on a server', () => {
  it('no clock is read, which would make a page that is rendered beforehand depend on the time', () => {
    const now = vi.spyOn(Date, 'now')
    onServer(useStepUp)
    expect(now).not.toHaveBeenCalled()
    now.mockRestore()
  })

  it('nothing is asked for, nothing is granted and no destination is known', () => {
    expect(onServer(useStepUp)?.state).toEqual(idleState)
    expect(onServer(useStepUpController)).toMatchObject({ state: idleState, code: '', destinations: {} })
    expect(onServer(useStepUpStatus)).toEqual({ fresh: false, expiresAt: null })
  })

  it.each([
    ['none, where there is no deadline', null, 30, 0],
    ['its whole window', noon, 30, 30],
    ['none of a window that is over', noon, -30, 0],
    ['a second where the window is not known', noon, undefined, 1],
  ])('what is left of a wait is %s', (_, deadline, windowSeconds, remainingSeconds) => {
    expect(onServer(() => useCountdown(deadline, { windowSeconds }))).toEqual({
      remainingMs: remainingSeconds * 1000,
      remainingSeconds,
      isOver: remainingSeconds === 0,
    })
  })
})
