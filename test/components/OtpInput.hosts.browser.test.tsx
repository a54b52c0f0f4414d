import { Activity, createRef, startTransition, Suspense, use, useState } from 'react'
import type { ChangeEvent, ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { useForm } from 'react-hook-form'
import { describe, expect, test } from 'vitest'
import { cdp, server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import type { OtpInputProps } from '../../src/components/OtpInput/index.js'
import { CodeForm } from './code-form.js'
import { centreOf, fillBySetter, find, partsOf, paste, showOtp } from './OtpInput.support.js'

/** WebKitGTK’s driver sends no Control+Z to a text box. */
const isWebKit = server.browser === 'safari'
const modifier = server.platform === 'darwin' ? 'Meta' : 'Control'

type Take = (answer: () => void) => void

/** How a host takes what it is told. */
const takes: Record<'at once' | 'later' | 'in a transition' | 'never', Take> = {
  'at once': (answer) => answer(),
  later: (answer) => void setTimeout(answer, 5),
  'in a transition': startTransition,
  never: () => {},
}

/** Time for what is not to come. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 50))

/** Time for the browser to take the focus from what can’t hold it. */
async function painted() {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

async function boxOf(app: ReactElement) {
  const screen = await render(app)
  const input = find(screen.container, 'input', HTMLInputElement)
  return { ...partsOf(input), screen, input }
}

describe('One edit is one report', () => {
  interface HostProps {
    log: string[]
    take?: Take
    start?: string
    map?: (code: string) => string
    clears?: boolean
  }

  function Host({ log, take = takes['at once'], start = '', map, clears }: HostProps) {
    const [code, setCode] = useState(start)
    return (
      <OtpInput
        aria-label="Code"
        validationType="alphanumeric"
        value={code}
        onValueChange={(next) => {
          log.push(next)
          take(() => setCode(map?.(next) ?? next))
        }}
        onComplete={(next) => {
          log.push(`complete: ${next}`)
          if (clears) setCode('')
        }}
      />
    )
  }

  test.each<[string, Omit<HostProps, 'log'>, string]>([
    ['empties a complete box', { clears: true }, ''],
    ['answers later', { take: takes.later }, '12a456'],
    ['answers in a transition', { take: takes['in a transition'] }, '12a456'],
    ['turns the case', { map: (code) => code.toUpperCase() }, '12A456'],
  ])('of a paste with a dash to a host that %s', async (_name, how, held) => {
    const log: string[] = []
    const { input } = await boxOf(<Host log={log} {...how} />)
    input.focus()
    await paste(input, '12a-456')
    await expect.poll(() => input.value).toBe(held)
    await quiet()
    expect(log).toEqual(['12a456', 'complete: 12a456'])
    expect(input.value).toBe(held)
  })

  test('of a paste with a dash into a box that the host empties by its ref', async () => {
    const log: string[] = []
    const box = createRef<HTMLInputElement>()
    const { input } = await boxOf(
      <OtpInput
        aria-label="Code"
        ref={box}
        onComplete={(code) => {
          log.push(code)
          if (box.current) box.current.value = ''
        }}
      />,
    )
    input.focus()
    await paste(input, '123-456')
    await quiet()
    expect(log).toEqual(['123456'])
    expect(input.value).toBe('')
  })

  test('of a key in a clicked slot to a host that keeps its value', async () => {
    const log: string[] = []
    const { input, clickSlot } = await boxOf(<Host log={log} take={takes.never} start="123456" />)
    await clickSlot(0)
    await userEvent.keyboard('9')
    await quiet()
    expect(log).toEqual(['923456', 'complete: 923456'])
    expect(input.value).toBe('123456')
  })

  test('of a key in a clicked slot to a host that takes the character out again', async () => {
    const log: string[] = []
    const { input, clickSlot } = await boxOf(
      <Host log={log} start="1245" map={(code) => code.replace('3', '')} />,
    )
    await clickSlot(1)
    await userEvent.keyboard('3')
    await quiet()
    expect(log).toEqual(['1345'])
    expect(input.value).toBe('145')
  })

  test('of an autofill with a dash to a host that empties a complete box', async () => {
    const log: string[] = []
    const { input } = await boxOf(<Host log={log} clears />)
    fillBySetter(input, '123-456')
    await quiet()
    expect(log).toEqual(['123456', 'complete: 123456'])
    expect(input.value).toBe('')
  })

  test('and typing goes on in a box that the host has emptied', async () => {
    const log: string[] = []
    const { input } = await boxOf(<Host log={log} clears />)
    input.focus()
    await userEvent.keyboard('123456')
    await userEvent.keyboard('654321')
    expect(log.filter((entry) => entry.startsWith('complete'))).toEqual([
      'complete: 123456',
      'complete: 654321',
    ])
    expect(input.value).toBe('')
  })
})

describe('A host that writes in its change handler', () => {
  test('hears of a code whose case it has turned', async () => {
    const changes: string[] = []
    const completed: string[] = []
    const { input } = await boxOf(
      <OtpInput
        aria-label="Code"
        validationType="alphanumeric"
        onChange={(event) => {
          event.target.value = event.target.value.toUpperCase()
        }}
        onValueChange={(code) => changes.push(code)}
        onComplete={(code) => completed.push(code)}
      />,
    )
    input.focus()
    await userEvent.keyboard('ab12cd')
    expect(input.value).toBe('AB12CD')
    expect(changes.at(-1)).toBe('AB12CD')
    expect(completed).toEqual(['AB12CD'])
  })

  test('hears of a code that it has written back as it was', async () => {
    const completed: string[] = []
    const { input } = await boxOf(
      <OtpInput
        aria-label="Code"
        onChange={(event) => {
          event.target.value = event.target.value.trim()
        }}
        onComplete={(code) => completed.push(code)}
      />,
    )
    input.focus()
    await userEvent.keyboard('123456')
    expect(completed).toEqual(['123456'])
  })

  test('has its form sent with react-hook-form', async () => {
    const sent: string[] = []
    function Host() {
      const { register, handleSubmit } = useForm({ defaultValues: { code: '' } })
      const onChange = (event: ChangeEvent<HTMLInputElement>) => {
        event.target.value = event.target.value.toUpperCase()
      }
      return (
        <form onSubmit={(event) => void handleSubmit((values) => void sent.push(values.code))(event)}>
          <OtpInput
            aria-label="Code"
            validationType="alphanumeric"
            autoSubmit
            {...register('code', { onChange })}
          />
        </form>
      )
    }
    const { input } = await boxOf(<Host />)
    input.focus()
    await userEvent.keyboard('ab12cd')
    await expect.poll(() => sent).toHaveLength(1)
    expect(input.value).toBe('AB12CD')
  })
})

describe('Submitting by itself', () => {
  // Not where the test before clicked: WebKit would take it for a double click.
  test.each<[keyof typeof takes, number, string]>([
    ['at once', 0, '923456'],
    ['later', 2, '129456'],
    ['in a transition', 4, '123496'],
  ])('sends a corrected code that the host takes %s', async (how, slot, corrected) => {
    const sent: string[] = []
    const { input, clickSlot } = await boxOf(<CodeForm sent={sent} take={takes[how]} />)
    input.focus()
    await paste(input, '123456')
    await expect.poll(() => sent).toEqual(['123456'])
    await clickSlot(slot)
    await userEvent.keyboard('9')
    await expect.poll(() => sent).toEqual(['123456', corrected])
    expect(input.value).toBe(corrected)
  })

  test('does not send again what the host has kept while it verifies', async () => {
    const sent: string[] = []
    const take: Take = (answer) => {
      if (sent.length === 0) answer()
    }
    const { input, clickSlot } = await boxOf(<CodeForm sent={sent} take={take} />)
    input.focus()
    await userEvent.keyboard('123456')
    await expect.poll(() => sent).toEqual(['123456'])
    await clickSlot(2)
    await userEvent.keyboard('9')
    await quiet()
    expect(input.value).toBe('123456')
    expect(sent).toEqual(['123456'])
  })

  test.each(['the host', 'no host'])(
    'sends once what was typed before React into a box whose value %s holds',
    async (holder) => {
      const sent: string[] = []
      const changes: string[] = []
      const app = (
        <CodeForm
          sent={sent}
          holds={holder === 'the host'}
          name="code"
          onValueChange={(code) => changes.push(code)}
        />
      )
      const container = document.createElement('div')
      document.body.append(container)
      container.innerHTML = renderToString(app)
      const input = find(container, 'input', HTMLInputElement)
      input.focus()
      await userEvent.keyboard('123456')
      const root = hydrateRoot(container, app)
      await expect.poll(() => sent).toEqual(['123456'])
      await quiet()
      expect([sent, changes]).toEqual([['123456'], ['123456']])
      expect(input.value).toBe('123456')
      root.unmount()
      container.remove()
    },
  )

  test('in a frame younger than the page lets Enter send again after a second', async () => {
    const sentAt: number[] = []
    // As far as the clock of the frame is to lag behind the one of the page.
    await expect.poll(() => performance.now(), { timeout: 10_000 }).toBeGreaterThan(4000)
    const frame = document.createElement('iframe')
    frame.srcdoc = '<!doctype html><title>Frame</title>'
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    document.body.append(frame)
    await loaded
    const page = frame.contentDocument
    if (!page?.defaultView) throw new Error('The frame has no page')
    const screen = await render(
      createPortal(
        <form
          onSubmit={(event) => {
            event.preventDefault()
            sentAt.push(performance.now())
          }}
        >
          <OtpInput aria-label="Code" autoSubmit />
          <button>Send</button>
        </form>,
        page.body,
      ),
    )
    const input = find(page, 'input', page.defaultView.HTMLInputElement)
    input.focus()
    fillBySetter(input, '123456')
    await expect.poll(() => sentAt).toHaveLength(1)
    await expect.poll(() => performance.now() - Math.max(...sentAt), { timeout: 5000 }).toBeGreaterThan(1100)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => sentAt).toHaveLength(2)
    await screen.unmount()
    frame.remove()
  })
})

describe('A double click with a hand that shakes', () => {
  test.runIf(server.browser === 'chromium')('selects the code, through the DevTools protocol', async () => {
    const { slots, selection } = await showOtp({ defaultValue: '123456' })
    const { x, y } = centreOf(slots()[3])
    const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect()
    const scale = frame.width / window.innerWidth
    const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', clickCount: number, dx = 0) =>
      cdp().send('Input.dispatchMouseEvent', {
        type,
        x: frame.left + (x + dx) * scale,
        y: frame.top + y * scale,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount,
      })
    await send('mousePressed', 1)
    await send('mouseReleased', 1)
    await send('mousePressed', 2)
    await send('mouseMoved', 2, 1)
    await send('mouseReleased', 2, 1)
    await quiet()
    expect(selection()).toEqual([0, 6])
  })

  test('selects the code', async () => {
    const { input, slots, selection } = await showOtp({ defaultValue: '123456' })
    const { x, y } = centreOf(slots()[3])
    const fire = (type: string, detail: number, buttons: number, dx = 0) =>
      input.dispatchEvent(
        new MouseEvent(type, {
          bubbles: true,
          cancelable: true,
          clientX: x + dx,
          clientY: y,
          buttons,
          detail,
        }),
      )
    fire('mousedown', 1, 1)
    fire('mouseup', 1, 0)
    fire('mousedown', 2, 1)
    fire('mousemove', 0, 1, 1)
    fire('mouseup', 2, 0, 1)
    expect(selection()).toEqual([0, 6])
  })
})

describe('A message that the host sets on the box', () => {
  test.each<[string, OtpInputProps]>([
    ['disabled', { disabled: true }],
    ['read-only', { readOnly: true }],
  ])('is still there after the box was %s', async (_name, meanwhile) => {
    const { input, rerender } = await showOtp({
      defaultValue: '123456',
      validityMessage: 'Enter all six digits',
    })
    input.setCustomValidity('Wrong code')
    await rerender(meanwhile)
    await rerender({})
    expect(input.validationMessage).toBe('Wrong code')
  })
})

describe('A box that was away', () => {
  const display = (input: HTMLInputElement) => getComputedStyle(partsOf(input).root).display

  /** A caret is drawn in the box that has the focus, and in no other. */
  function expectCaretWithFocus(input: HTMLInputElement) {
    expect(partsOf(input).active().length > 0).toBe(document.activeElement === input)
  }

  test('in a hidden tree shows no caret without the focus', async () => {
    const tree = (mode: 'visible' | 'hidden') => (
      <Activity mode={mode}>
        <OtpInput aria-label="Code" />
      </Activity>
    )
    const { input, screen, drawn, active } = await boxOf(tree('visible'))
    input.focus()
    await userEvent.keyboard('1234')
    await expect.poll(active).toEqual([4])
    await screen.rerender(tree('hidden'))
    await expect.poll(() => display(input)).toBe('none')
    await painted()
    await screen.rerender(tree('visible'))
    await expect.poll(() => display(input)).not.toBe('none')
    await painted()
    expect(drawn()).toBe('1234__')
    expectCaretWithFocus(input)
  })

  test('behind a fallback shows no caret without the focus', async () => {
    let arrive = () => {}
    const arrival = new Promise<void>((resolve) => (arrive = resolve))
    function Late({ until }: { until: Promise<void> | null }) {
      if (until) use(until)
      return null
    }
    const tree = (until: Promise<void> | null) => (
      <Suspense fallback="Loading">
        <OtpInput aria-label="Code" />
        <Late until={until} />
      </Suspense>
    )
    const { input, screen, drawn, active } = await boxOf(tree(null))
    input.focus()
    await userEvent.keyboard('123')
    await expect.poll(active).toEqual([3])
    await screen.rerender(tree(arrival))
    await expect.poll(() => display(input)).toBe('none')
    await painted()
    arrive()
    // React shows a fallback no shorter than a while.
    await expect.poll(() => display(input), { timeout: 5000 }).not.toBe('none')
    await painted()
    expect(drawn()).toBe('123___')
    expectCaretWithFocus(input)
  })

  test('disabled and enabled again shows no caret without the focus', async () => {
    const { input, active, rerender } = await showOtp({ defaultValue: '123' })
    input.focus()
    await expect.poll(active).toEqual([3])
    await rerender({ disabled: true })
    await painted()
    expect(active()).toEqual([])
    await rerender({})
    await painted()
    expectCaretWithFocus(input)
  })
})

test.skipIf(isWebKit)('What was cut comes back by undo', async () => {
  const { input, log } = await showOtp()
  input.focus()
  await userEvent.keyboard('123456')
  input.setSelectionRange(1, 4)
  await userEvent.cut()
  expect(input.value).toBe('156')
  await userEvent.keyboard(`{${modifier}>}z{/${modifier}}`)
  expect(input.value).toBe('123456')
  expect(log.changes.slice(-2)).toEqual(['156', '123456'])
})
