import axe from 'axe-core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cdp, server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import { centreOf, find, partsOf, showOtp } from './OtpInput.support.js'

const isChromium = server.browser === 'chromium'

describe('The box', () => {
  test('is one text box with one name, one tab stop and slots that are not read', async () => {
    const { screen, input, root } = await showOtp({ groups: [3, 3], 'aria-describedby': 'note' }, (box) => (
      <>
        <button>Before</button>
        {box}
        <p id="note">We sent a code.</p>
        <button>After</button>
      </>
    ))
    expect(screen.getByRole('textbox').elements()).toEqual([input])
    await expect
      .element(screen.getByRole('textbox', { name: 'Code' }))
      .toHaveAccessibleDescription('We sent a code.')
    expect(find(root, '[data-part=slots]', HTMLElement)).toHaveAttribute('aria-hidden', 'true')
    await userEvent.click(screen.getByRole('button', { name: 'Before' }))
    await userEvent.tab()
    expect(document.activeElement).toBe(input)
    await userEvent.tab()
    await expect.element(screen.getByRole('button', { name: 'After' })).toHaveFocus()
  })

  test('has at most thirteen elements for six slots, the same with and without focus', async () => {
    const { root, input } = await showOtp()
    const count = () => root.querySelectorAll('*').length + 1
    const before = count()
    expect(before).toBeLessThanOrEqual(13)
    input.focus()
    await userEvent.keyboard('12')
    expect(count()).toBe(before)
  })

  test.each([
    ['empty', {}],
    ['filled', { defaultValue: '123456' }],
    ['wrong', { defaultValue: '123456', invalid: true, 'aria-describedby': 'note' }],
    ['masked', { defaultValue: '1234', mask: true }],
    ['disabled', { defaultValue: '12', disabled: true }],
    ['read-only', { defaultValue: '12', readOnly: true }],
    ['grouped', { groups: [2, 2, 2] }],
    ['submitting by itself', { autoSubmit: 'The form is sent when the code is complete.' }],
  ])('has no fault that axe can find when it is %s', async (_state, props) => {
    const { screen, input } = await showOtp(props, (box) => (
      <main>
        {box}
        <p id="note">Wrong code</p>
      </main>
    ))
    input.focus()
    const { violations } = await axe.run(screen.container, { rules: { region: { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
  })

  test('passes className to the element around it, and everything else to the text box', async () => {
    const { root, input } = await showOtp({
      className: 'mine',
      classNames: { root: 'r', slots: 's', slot: 't', separator: 'u' },
      groups: [3, 3],
      title: 'Six digits',
    })
    expect(root).toHaveClass('mine', 'r')
    expect(input.title).toBe('Six digits')
    for (const [part, name] of [
      ['slots', 's'],
      ['slot', 't'],
      ['separator', 'u'],
    ]) {
      expect(find(root, `[data-part=${part}]`, HTMLElement)).toHaveClass(name ?? '')
    }
  })

  test('draws dots when masked, and stays a text box for one-time codes', async () => {
    const { input, drawn } = await showOtp({ mask: true, defaultValue: '123' })
    expect(drawn()).toBe('•••___')
    expect(input.type).toBe('text')
    expect(input.getAttribute('autocomplete')).toBe('one-time-code')
    expect(input.inputMode).toBe('numeric')
  })

  test('is drawn in groups', async () => {
    const { root, slots } = await showOtp({ groups: [2, 4], defaultValue: '123456' })
    expect(root.querySelectorAll('[data-part=separator]')).toHaveLength(1)
    const gap = (index: number) => centreOf(slots()[index + 1]).x - centreOf(slots()[index]).x
    expect(gap(1)).toBeGreaterThan(gap(0))
    expect(gap(2)).toBeCloseTo(gap(0), 0)
  })

  test('has its caret in the middle of an empty slot, before a character and behind the last one', async () => {
    const { root, slots, input } = await showOtp({ groups: [3, 3], defaultValue: '1234' })
    const carets = () => slots().filter((slot) => getComputedStyle(slot, '::after').content !== 'none')
    const share = () => {
      const [slot = root] = carets()
      const { insetInlineStart } = getComputedStyle(slot, '::after')
      return Number.parseFloat(insetInlineStart) / slot.getBoundingClientRect().width
    }
    expect(carets()).toEqual([])
    input.focus()
    input.setSelectionRange(4, 4)
    await expect.poll(carets).toEqual([slots()[4]])
    expect(share()).toBeCloseTo(0.48, 1)
    input.setSelectionRange(0, 0)
    await expect.poll(carets).toEqual([slots()[0]])
    expect(share()).toBeLessThan(0.3)
    await userEvent.keyboard('{End}56')
    await expect.poll(carets).toEqual([slots()[5]])
    expect(share()).toBeGreaterThan(0.7)
    input.select()
    await expect.poll(carets).toEqual([])
  })

  test('has room for the badge of a password manager, which is the first thing to give way', async () => {
    const { root, slots, screen, input } = await showOtp({ length: 6 })
    const room = () => root.getBoundingClientRect().right - (slots()[5]?.getBoundingClientRect().right ?? NaN)
    expect(room()).toBeGreaterThan(30)
    expect(input.getBoundingClientRect().width).toBeCloseTo(root.getBoundingClientRect().width, 0)
    screen.container.style.setProperty('width', '280px')
    expect(room()).toBeLessThan(1)
    expect(root.getBoundingClientRect().width).toBeLessThanOrEqual(280)
  })

  test.each([6, 12])('of %i slots fits a screen of 320 pixels (400 % zoom)', async (length) => {
    const { root, screen, slots } = await showOtp({ length, groups: [length / 2, length / 2] })
    screen.container.style.setProperty('width', '288px')
    expect(screen.container.scrollWidth).toBeLessThanOrEqual(288)
    expect(root.getBoundingClientRect().right).toBeLessThanOrEqual(
      screen.container.getBoundingClientRect().right + 0.5,
    )
    expect(slots()[length - 1]?.getBoundingClientRect().width).toBeGreaterThan(8)
  })

  test.each([8, 12])('of %i slots has room for its characters in text of twice the size', async (length) => {
    const { slots, screen } = await showOtp({ length, defaultValue: '987654321098'.slice(0, length) })
    document.documentElement.style.setProperty('font-size', '200%')
    screen.container.style.setProperty('width', '256px')
    const text = document.createRange()
    const [slot = screen.container] = slots()
    text.selectNodeContents(slot)
    expect(text.getBoundingClientRect().width).toBeLessThanOrEqual(slot.clientWidth - 2)
    document.documentElement.style.removeProperty('font-size')
  })

  test('begins at the edge of its column from right to left as well', async () => {
    const { screen, slots, root } = await showOtp({ defaultValue: '123456' })
    screen.container.dir = 'rtl'
    screen.container.style.setProperty('width', '500px')
    const right = (element = root) => element.getBoundingClientRect().right
    expect(right(screen.container) - right(slots()[5])).toBeLessThan(1)
    expect(centreOf(slots()[0]).x).toBeLessThan(centreOf(slots()[5]).x)
  })

  test('draws no caret while it is read-only', async () => {
    const { input, root, active } = await showOtp({ defaultValue: '123', readOnly: true })
    input.focus()
    await expect.poll(active).not.toEqual([])
    expect(root.querySelector('[data-caret]')).toBeNull()
  })

  test('is left alone by a page translator', async () => {
    const { root } = await showOtp({ defaultValue: '123' })
    expect(root).toHaveAttribute('translate', 'no')
  })

  test('hides its characters when masked in the times when it draws no slots', async () => {
    const { root, input } = await showOtp({ mask: true, defaultValue: '123' })
    root.removeAttribute('data-drawn')
    expect(getComputedStyle(input).getPropertyValue('-webkit-text-security')).toBe('disc')
  })

  test('follows the caret in a shadow root', async () => {
    const host = document.createElement('div')
    document.body.append(host)
    const shadow = host.attachShadow({ mode: 'open' })
    const { unmount } = await render(<OtpInput aria-label="Code" defaultValue="1234" />, {
      container: shadow.appendChild(document.createElement('div')),
    })
    const input = find(shadow, 'input', HTMLInputElement)
    const { active } = partsOf(input)
    input.focus()
    for (const place of [4, 1, 0]) {
      input.setSelectionRange(place, place)
      await expect.poll(active).toEqual([place])
    }
    input.setSelectionRange(1, 3)
    await expect.poll(active).toEqual([1, 2])
    await unmount()
    host.remove()
  })

  test('keeps its size from empty to full, through focus and error', async () => {
    const { root, input, rerender } = await showOtp()
    const size = () => {
      const { width, height } = root.getBoundingClientRect()
      return [width, height]
    }
    const before = size()
    input.focus()
    await userEvent.keyboard('123456')
    expect(size()).toEqual(before)
    await rerender({ invalid: true })
    expect(size()).toEqual(before)
  })

  test('hides the text that is under the slots, whatever the spacing that people set', async () => {
    const sheet = document.createElement('style')
    sheet.textContent =
      '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }'
    document.head.append(sheet)
    const { input, root, slots } = await showOtp({ defaultValue: '123456' })
    input.focus()
    input.select()
    expect(getComputedStyle(input).webkitTextFillColor).toBe('rgba(0, 0, 0, 0)')
    expect(getComputedStyle(input, '::selection').backgroundColor).toBe('rgba(0, 0, 0, 0)')
    for (const slot of slots()) expect(slot.scrollWidth).toBeLessThanOrEqual(slot.clientWidth)
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth)
    sheet.remove()
  })
})

describe('Without a trace', () => {
  afterEach(() => vi.restoreAllMocks())

  test('no style is put in the page and no listener left on it', async () => {
    const styles = document.querySelectorAll('style, link').length
    const added = vi.spyOn(document, 'addEventListener')
    const screen = await render(<OtpInput aria-label="Code" />)
    const own = added.mock.calls.filter(([name]) => name === 'selectionchange' || name === 'reset')
    expect(new Set(own.map(([name]) => name))).toEqual(new Set(['selectionchange', 'reset']))
    const removed = vi.spyOn(document, 'removeEventListener')
    await screen.unmount()
    for (const [name, listener] of own) expect(removed).toHaveBeenCalledWith(name, listener)
    expect(document.querySelectorAll('style, link')).toHaveLength(styles)
  })

  test('a drag that the unmount interrupts is not listened for any longer', async () => {
    const { input, screen, slots } = await showOtp({ defaultValue: '123456' })
    const added = vi.spyOn(document, 'addEventListener')
    const removed = vi.spyOn(document, 'removeEventListener')
    const { x, y } = centreOf(slots()[2])
    input.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, clientX: x, clientY: y, buttons: 1 }))
    const drags = added.mock.calls.filter(([name]) => name === 'mousemove')
    expect(drags).toHaveLength(1)
    removed.mockClear()
    await screen.unmount()
    expect(removed).toHaveBeenCalledWith('mousemove', drags[0]?.[1])
  })

  test('no timer is started', async () => {
    const starts: string[] = []
    const realTimeout = window.setTimeout
    const realInterval = window.setInterval
    const note = () => starts.push(String(new Error('started').stack))
    Object.assign(window, {
      setTimeout: (handler: TimerHandler, ms?: number) => (note(), realTimeout(handler, ms)),
      setInterval: (handler: TimerHandler, ms?: number) => (note(), realInterval(handler, ms)),
    })
    const { input, screen } = await showOtp()
    input.focus()
    await userEvent.keyboard('123456')
    await screen.unmount()
    Object.assign(window, { setTimeout: realTimeout, setInterval: realInterval })
    expect(starts.filter((stack) => stack.includes('components/OtpInput/'))).toEqual([])
  })
})

describe.runIf(isChromium)('With the person’s settings', () => {
  const emulate = (features: { name: string; value: string }[]) =>
    cdp().send('Emulation.setEmulatedMedia', { features })
  afterEach(() => emulate([]))

  test('forced colours show the active slot in a system colour and nothing that is hidden', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }])
    const { input, slots } = await showOtp({ defaultValue: '12' })
    input.focus()
    input.setSelectionRange(2, 2)
    await expect.poll(() => getComputedStyle(slots()[2] ?? input).outlineStyle).toBe('solid')
    const probe = document.createElement('span')
    probe.style.setProperty('color', 'Highlight')
    document.body.append(probe)
    expect(getComputedStyle(slots()[2] ?? input).outlineColor).toBe(getComputedStyle(probe).color)
    probe.remove()
    expect(getComputedStyle(input).color).toBe('rgba(0, 0, 0, 0)')
    expect(getComputedStyle(input).caretColor).toBe('rgba(0, 0, 0, 0)')
  })

  test('forced colours show the caret, and a wrong code by its border', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }])
    const { input, slots, rerender } = await showOtp({ defaultValue: '12' })
    const [first = input] = slots()
    input.focus()
    const probe = document.createElement('span')
    probe.style.setProperty('color', 'CanvasText')
    document.body.append(probe)
    await expect
      .poll(() => getComputedStyle(slots()[2] ?? input, '::after').backgroundColor)
      .toBe(getComputedStyle(probe).color)
    probe.remove()
    const width = () => Number.parseFloat(getComputedStyle(first).borderTopWidth)
    const before = width()
    await rerender({ invalid: true })
    expect(width()).toBeGreaterThan(before)
  })

  test('forced colours tell a placeholder from a typed character', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }])
    const { slots } = await showOtp({ defaultValue: '1', placeholder: '000000' })
    const [typed = '', placeholder] = slots().map((slot) => getComputedStyle(slot).color)
    expect(placeholder).not.toBe(typed)
  })

  test('reduced motion keeps the caret from blinking', async () => {
    const { input, slots } = await showOtp()
    input.focus()
    const blinking = () => slots()[0]?.getAnimations({ subtree: true })
    await expect.poll(blinking).toHaveLength(1)
    await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }])
    await expect.poll(blinking).toHaveLength(0)
  })
})
