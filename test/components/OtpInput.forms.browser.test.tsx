import { cloneElement, useRef, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server.browser'
import { Controller, useForm } from 'react-hook-form'
import { describe, expect, test } from 'vitest'
import { server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { OtpInput } from '../../src/components/OtpInput/index.js'
import { CodeForm } from './code-form.js'
import { find, paste, partsOf, showOtp } from './OtpInput.support.js'

function inForm(sent: string[], extra?: ReactNode) {
  return function Form(box: ReactNode) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sent.push(
            [...new FormData(event.currentTarget)]
              .map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`)
              .join('&'),
          )
        }}
      >
        {box}
        {extra}
        <button>Send</button>
        <button type="reset">Reset</button>
      </form>
    )
  }
}

const withId = (id: string, form: ReactElement<{ id?: string }>) => cloneElement(form, { id })

describe('In a form', () => {
  test('sends its name and its clean value', async () => {
    const sent: string[] = []
    const { input } = await showOtp({ name: 'code' }, inForm(sent))
    input.focus()
    await paste(input, '123 456')
    await userEvent.keyboard('{Enter}')
    expect(sent).toEqual(['code=123456'])
  })

  test('is sent with a form elsewhere, and reset by it', async () => {
    const sent: string[] = []
    const { input, screen, drawn } = await showOtp(
      { name: 'code', form: 'other', defaultValue: '12', autoSubmit: true },
      (box) => (
        <>
          {box}
          {withId('other', inForm(sent)(null))}
        </>
      ),
    )
    input.focus()
    await userEvent.keyboard('{End}3456')
    await expect.poll(() => sent).toEqual(['code=123456'])
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }))
    await expect.poll(drawn).toBe('12____')
    expect(input.value).toBe('12')
  })

  test('goes back to its default on reset, and is complete again after it', async () => {
    const { input, screen, drawn, log } = await showOtp({ defaultValue: '12' }, inForm([]))
    input.focus()
    await userEvent.keyboard('{End}3456')
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }))
    expect(input.value).toBe('12')
    await expect.poll(drawn).toBe('12____')
    input.focus()
    await userEvent.keyboard('{End}3456')
    expect(log.completed).toEqual(['123456', '123456'])
  })

  test('keeps the host’s value on reset when the host holds it', async () => {
    const { input, drawn } = await showOtp({ value: '1234' }, inForm([]))
    input.form?.reset()
    await expect.poll(() => input.value).toBe('1234')
    expect(drawn()).toBe('1234__')
  })

  test('is empty when the host clears it and resets the form at once', async () => {
    const sent: string[] = []
    function Host() {
      const [code, setCode] = useState('')
      const form = useRef<HTMLFormElement>(null)
      const clear = () => {
        form.current?.reset()
        setCode('')
      }
      return (
        <form ref={form}>
          <OtpInput
            aria-label="Code"
            value={code}
            onValueChange={(next) => (sent.push(next), setCode(next))}
          />
          <button type="button" onClick={clear}>
            Clear
          </button>
        </form>
      )
    }
    const screen = await render(<Host />)
    const input = find(screen.container, 'input', HTMLInputElement)
    input.focus()
    await userEvent.keyboard('1234')
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([input.value, partsOf(input).drawn()]).toEqual(['', '______'])
    input.focus()
    await userEvent.keyboard('9')
    expect([input.value, sent.at(-1)]).toEqual(['9', '9'])
  })

  test('is not reset by another form', async () => {
    const { input, screen } = await showOtp({ defaultValue: '12' }, (box) => (
      <>
        {inForm([])(box)}
        <form id="other" />
      </>
    ))
    input.focus()
    await userEvent.keyboard('{End}34')
    find(screen.container, '#other', HTMLFormElement).reset()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(input.value).toBe('1234')
  })

  test('leaves a message that the host sets on the box to the host', async () => {
    const { input, rerender } = await showOtp({ validityMessage: 'Enter all six digits' })
    input.focus()
    await userEvent.keyboard('12345')
    expect(input.validationMessage).toBe('Enter all six digits')
    await userEvent.keyboard('6')
    expect(input.validationMessage).toBe('')
    input.setCustomValidity('Wrong code')
    await rerender({ title: 'Again' })
    expect(input.validationMessage).toBe('Wrong code')
  })

  test('is invalid while required and empty, or incomplete', async () => {
    const { input, screen } = await showOtp(
      { required: true, validityMessage: 'Enter all six digits' },
      inForm([]),
    )
    expect(input.validity.valid).toBe(false)
    expect(input.validationMessage).toBe('Enter all six digits')
    input.focus()
    await userEvent.keyboard('123')
    expect(input.validationMessage).toBe('Enter all six digits')
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(document.activeElement).toBe(input)
    await userEvent.keyboard('{End}456')
    expect(input.validity.valid).toBe(true)
  })

  test('has the browser’s own words for an incomplete code when there are no others', async () => {
    const { input } = await showOtp({ defaultValue: '123' })
    expect(input.validity.patternMismatch).toBe(true)
    expect(input.validationMessage).not.toBe('')
  })

  test('is valid when it is empty and not required', async () => {
    const { input } = await showOtp({ validityMessage: 'Enter all six digits' })
    expect(input.validity.valid).toBe(true)
  })

  test.each(['disabled', 'in a disabled fieldset'])('sends nothing %s', async (how) => {
    const sent: string[] = []
    const { input } = await showOtp(
      { name: 'code', defaultValue: '123456', disabled: how === 'disabled' },
      (box) => inForm(sent)(<fieldset disabled={how !== 'disabled'}>{box}</fieldset>),
    )
    input.form?.requestSubmit()
    expect(sent).toEqual([''])
  })

  test('takes no typing, paste or click-and-type while read-only, and can still be read and sent', async () => {
    const { input, log, clickSlot } = await showOtp({ readOnly: true, defaultValue: '123456' }, inForm([]))
    await clickSlot(1)
    await userEvent.keyboard('9{Backspace}')
    await paste(input, '654321')
    expect(input.value).toBe('123456')
    expect(log.changes).toEqual([])
    expect(log.rejected).toEqual([])
  })
})

describe('Submitting by itself', () => {
  const sentence = 'The form is sent when the code is complete.'

  test('says so beforehand, and sends once although Enter comes with the last digit', async () => {
    const sent: string[] = []
    const { input } = await showOtp({ name: 'code', autoSubmit: sentence }, inForm(sent))
    await expect.element(input).toHaveAccessibleDescription(sentence)
    input.focus()
    await userEvent.keyboard('123456{Enter}')
    expect(sent).toEqual(['code=123456'])
  })

  test('sends what the host holds by then', async () => {
    const sent: string[] = []
    const { container } = await render(<CodeForm sent={sent} />)
    const input = find(container, 'input', HTMLInputElement)
    input.focus()
    await userEvent.keyboard('123456')
    await expect.poll(() => sent).toEqual(['123456'])
  })

  test('does not take the focus to another field that is invalid', async () => {
    const sent: string[] = []
    const { input } = await showOtp({ autoSubmit: true }, inForm(sent, <input aria-label="Name" required />))
    input.focus()
    await userEvent.keyboard('123456')
    expect(sent).toEqual([])
    expect(document.activeElement).toBe(input)
  })

  test('sends a form that is not to be validated, whatever its other fields hold', async () => {
    const sent: string[] = []
    const { input } = await showOtp(
      { name: 'code', autoSubmit: true },
      inForm(sent, <input aria-label="Name" required />),
    )
    if (input.form) input.form.noValidate = true
    input.focus()
    await userEvent.keyboard('123456')
    await expect.poll(() => sent).toEqual(['code=123456'])
  })

  test('is off unless asked for', async () => {
    const sent: string[] = []
    const { input } = await showOtp({}, inForm(sent))
    input.focus()
    await userEvent.keyboard('123456')
    expect(sent).toEqual([])
  })
})

describe('With a value that the host holds', () => {
  test('shows what the host makes of it', async () => {
    function Host() {
      const [code, setCode] = useState('')
      return (
        <OtpInput aria-label="Code" value={code} onValueChange={(next) => setCode(next.replace('3', ''))} />
      )
    }
    const { container } = await render(<Host />)
    const input = find(container, 'input', HTMLInputElement)
    input.focus()
    await userEvent.keyboard('1234')
    expect(input.value).toBe('124')
    expect(partsOf(input).drawn()).toBe('124___')
  })

  test('stays when the host keeps it', async () => {
    const { input, drawn, log } = await showOtp({ value: '12' })
    input.focus()
    await userEvent.keyboard('{End}3')
    expect(input.value).toBe('12')
    expect(drawn()).toBe('12____')
    await userEvent.keyboard('3')
    expect(log.changes).toEqual(['123', '123'])
  })

  test('cuts a value that is too long', async () => {
    const { input, drawn } = await showOtp({ value: '1234567' })
    expect([input.value, drawn()]).toEqual(['123456', '123456'])
  })

  test('keeps the caret where it was when the host refuses a key', async () => {
    const { input, selection } = await showOtp({ value: '123456' })
    input.focus()
    input.setSelectionRange(2, 2)
    await new Promise(requestAnimationFrame)
    await userEvent.keyboard('9')
    expect(input.value).toBe('123456')
    expect(selection()).toEqual([2, 2])
  })

  test('has the caret behind a value that the host puts there', async () => {
    const { input, rerender, selection } = await showOtp({ value: '' })
    input.focus()
    await rerender({ value: '1234' })
    expect(selection()).toEqual([4, 4])
  })

  test('keeps the order of what is typed when the host answers later', async () => {
    function Host() {
      const [code, setCode] = useState('')
      return (
        <OtpInput aria-label="Code" value={code} onValueChange={(next) => setTimeout(setCode, 0, next)} />
      )
    }
    const { container } = await render(<Host />)
    const input = find(container, 'input', HTMLInputElement)
    input.focus()
    for (const typed of ['1', '12', '123']) {
      await userEvent.keyboard(typed.slice(-1))
      await expect.poll(() => input.value).toBe(typed)
    }
  })

  test('gives a real change event beside the value', async () => {
    const events: string[] = []
    function Host() {
      return (
        <OtpInput
          aria-label="Code"
          name="code"
          onChange={(event) => events.push(`${event.type} ${event.target.name}=${event.target.value}`)}
        />
      )
    }
    const { container } = await render(<Host />)
    const input = find(container, 'input', HTMLInputElement)
    input.focus()
    await paste(input, '12-3')
    await userEvent.keyboard('x4')
    expect(events).toEqual(['change code=123', 'change code=1234'])
  })
})

describe('With react-hook-form', () => {
  interface Values {
    code: string
  }

  test('register gives typing, setValue, reset and focus on error', async () => {
    const sent: Values[] = []
    function Host() {
      const { register, handleSubmit, setValue, reset, formState } = useForm<Values>({
        defaultValues: { code: '12' },
      })
      return (
        <form noValidate onSubmit={(event) => void handleSubmit((values) => void sent.push(values))(event)}>
          <OtpInput
            aria-label="Code"
            {...register('code', { minLength: 6 })}
            invalid={Boolean(formState.errors.code)}
          />
          <button>Send</button>
          <button type="button" onClick={() => setValue('code', '65-43')}>
            Change
          </button>
          <button type="button" onClick={() => reset()}>
            Reset
          </button>
          <output>{formState.isDirty ? 'dirty' : 'clean'}</output>
        </form>
      )
    }
    const screen = await render(<Host />)
    const input = find(screen.container, 'input', HTMLInputElement)
    const { drawn } = partsOf(input)
    await expect.poll(drawn).toBe('12____')
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await expect.poll(() => document.activeElement).toBe(input)
    expect(input).toHaveAttribute('aria-invalid', 'true')
    await userEvent.keyboard('{End}3456')
    await expect.element(screen.getByRole('status')).toHaveTextContent('dirty')
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await expect.poll(() => sent).toEqual([{ code: '123456' }])
    await userEvent.click(screen.getByRole('button', { name: 'Change' }))
    await expect.poll(drawn).toBe('6543__')
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }))
    await expect.poll(drawn).toBe('12____')
    await expect.element(screen.getByRole('status')).toHaveTextContent('clean')
  })

  test('Controller works in the same way', async () => {
    const sent: Values[] = []
    function Host() {
      const { control, handleSubmit, reset } = useForm<Values>({ defaultValues: { code: '' } })
      return (
        <form noValidate onSubmit={(event) => void handleSubmit((values) => void sent.push(values))(event)}>
          <Controller
            control={control}
            name="code"
            rules={{ minLength: 6, required: true }}
            render={({ field, fieldState }) => (
              <OtpInput aria-label="Code" {...field} invalid={fieldState.invalid} />
            )}
          />
          <button>Send</button>
          <button type="button" onClick={() => reset()}>
            Reset
          </button>
        </form>
      )
    }
    const screen = await render(<Host />)
    const input = find(screen.container, 'input', HTMLInputElement)
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await expect.poll(() => document.activeElement).toBe(input)
    await userEvent.keyboard('123456')
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await expect.poll(() => sent).toEqual([{ code: '123456' }])
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }))
    await expect.poll(partsOf(input).drawn).toBe('______')
    expect(input.value).toBe('')
  })
})

describe('Before React is there', () => {
  test('works, and what was typed is kept and reported once', async () => {
    const changes: string[] = []
    const completed: string[] = []
    const app = (
      <OtpInput
        aria-label="Code"
        name="code"
        onValueChange={(value) => changes.push(value)}
        onComplete={(value) => completed.push(value)}
      />
    )
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = renderToString(app)
    const input = find(container, 'input', HTMLInputElement)
    // Nothing that a strict policy for styles would block, and nothing that keeps people from typing with spaces.
    expect(container.innerHTML).not.toContain('style=')
    input.focus()
    await userEvent.keyboard('123 456')
    expect(input.value).toBe('123 456')
    expect(input.validity.valid).toBe(true)
    const problems: unknown[] = []
    const root = hydrateRoot(container, app, { onRecoverableError: (problem) => problems.push(problem) })
    await expect.poll(() => input.value).toBe('123456')
    expect(problems).toEqual([])
    expect(find(container, 'input', HTMLInputElement)).toBe(input)
    await expect.poll(partsOf(input).drawn).toBe('123456')
    expect(document.activeElement).toBe(input)
    expect(changes).toEqual(['123456'])
    expect(completed).toEqual(['123456'])
    root.unmount()
    container.remove()
  })

  test.skipIf(server.browser === 'safari')(
    'keeps its order and its caret when the host holds the value',
    async () => {
      function Host() {
        const [code, setCode] = useState('')
        return <OtpInput aria-label="Code" value={code} onValueChange={setCode} />
      }
      const app = <Host />
      const container = document.createElement('div')
      document.body.append(container)
      container.innerHTML = renderToString(app)
      const input = find(container, 'input', HTMLInputElement)
      input.focus()
      await userEvent.keyboard('1256{ArrowLeft}{ArrowLeft}')
      const root = hydrateRoot(container, app)
      await expect.poll(partsOf(input).drawn).toBe('1256__')
      expect(partsOf(input).selection()).toEqual([2, 2])
      await userEvent.keyboard('34')
      expect(input.value).toBe('123456')
      root.unmount()
      container.remove()
    },
  )
})
