import { en } from '../../src/messages/locales/en.js'
import { typed, type Call, type Facts } from './cases.js'
import { all, button, field, isOff, press, problems, scope, write } from './dom.js'

/** What a person does next, in their own words, and how. */
export interface Action {
  label: string
  run(): void | Promise<void>
}

export interface Person {
  /** The next sensible thing to do on what is shown now; `undefined` where there is nothing. */
  next(facts: Facts): Action | undefined
  /** What this person wanted is shown as done. */
  seesSuccess(): boolean
  /** What was typed, and whether it is still there. */
  typed(): { what: string; isKept: boolean }[]
  /** The widget was taken away with all that was in it. */
  startAnew(): void
}

/** Sentences with a placeholder. */
const like = (text: string) =>
  new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.*')}$`)

/** What is typed, as the table calls it. */
const stepUpCode = 'code'
const code = 'confirmation code'

const asksForNewCode: readonly string[] = [en['problem.codeExpired'], en['problem.tooManyTries']]
const identifier = /^(Email|Phone|Username)/

export function createPerson(
  call: Call,
  credentials: { email: string; password: string },
  wait: () => Promise<void>,
): Person {
  /** What was typed where. */
  const texts = new Map<string, { text: string }>()
  /** The codes that were refused once already. */
  const refused = new Map<string, number>()

  const enter = (what: string, name: string | RegExp, text: string) => {
    const input = field(name)
    if (!input) throw new Error(`There is no field for the ${what}.`)
    write(input, text)
    texts.set(what, { text })
  }

  /** Where the server wants a wait, it is waited for. */
  const pressInTime = async (element: HTMLElement) => {
    if (isOff(element)) await wait()
    press(element)
  }
  const pressing = (element: HTMLElement | undefined, label: string): Action | undefined =>
    element && { label, run: () => pressInTime(element) }
  const pressNamed = (name: string | RegExp, label = typeof name === 'string' ? name : '') =>
    pressing(button(name), label)

  const isRefused = () => problems().includes(en['problem.codeRejected'])

  /** A code that was sent, entered and confirmed; a new one where this one can't be right. */
  function confirm(facts: Facts, isStepUp: boolean, submit: string, resends: boolean): Action | undefined {
    const messages = facts.messages.filter((one) => one.isStepUp === isStepUp)
    const newest = messages.at(-1)?.code
    const resend = button(en['resend.action'])
    const isUsedUp =
      problems().some((text) => asksForNewCode.includes(text)) ||
      (isRefused() && newest !== undefined && (refused.get(newest) ?? 0) > 0)
    if (resend && (isUsedUp || newest === undefined || (resends && messages.length < 2)))
      return pressing(resend, en['resend.action'])
    const target = button(submit)
    if (!target || newest === undefined) return undefined
    return {
      label: submit,
      run() {
        if (isRefused()) refused.set(newest, (refused.get(newest) ?? 0) + 1)
        if (field(en['prompt.code'])?.value !== newest)
          enter(isStepUp ? stepUpCode : code, en['prompt.code'], newest)
        return pressInTime(target)
      },
    }
  }

  function inPrompt(facts: Facts): Action | undefined {
    if (field(en['prompt.code'])) return confirm(facts, true, en['prompt.verify'], call.resends === 'prompt')
    return (
      pressNamed(en['prompt.signIn']) ??
      pressNamed(en['prompt.tryAgain']) ??
      pressNamed(en['prompt.sendCode']) ??
      pressNamed(en['prompt.close'])
    )
  }

  function change(
    facts: Facts,
    what: string,
    label: string,
    text: string,
    save: string,
    confirmLabel: string,
  ) {
    if (field(en['prompt.code'])) return confirm(facts, false, confirmLabel, call.resends === 'form')
    // A number that is the profile's already has another word on its button.
    const target = button(save) ?? button(confirmLabel)
    return (
      target && {
        label: target.innerText,
        run() {
          if (!texts.has(what)) enter(what, label, text)
          press(target)
        },
      }
    )
  }

  function remove(open: string, question: string): Action | undefined {
    const dialog = scope()
    if (all('heading', like(question), dialog).length > 0 && dialog.tagName === 'DIALOG')
      return pressNamed(/^(Remove|Stop trusting)$/, 'Confirm')
    return (
      pressNamed(en['prompt.tryAgain']) ?? pressNamed(en['devices.show']) ?? pressNamed(like(open), 'Remove')
    )
  }

  function add(facts: Facts, open: string): Action | undefined {
    if (field(en['prompt.code'])) return confirm(facts, false, en['credentials.confirm'], false)
    const target = button(en['credentials.add'])
    if (!target)
      return pressNamed(en['prompt.tryAgain']) ?? pressNamed(en['credentials.show']) ?? pressNamed(open)
    return {
      label: en['credentials.add'],
      run() {
        if (call.task === 'addPhone' && !texts.has('number'))
          enter('number', en['phone.label'], typed.phoneNumber.text)
        press(target)
      },
    }
  }

  function inWidget(facts: Facts): Action | undefined {
    switch (call.task) {
      case 'changePhone': {
        const { text } = typed.phoneNumber
        return change(facts, 'number', en['phone.label'], text, en['phone.save'], en['phone.confirm'])
      }
      case 'changeEmail':
        return change(facts, 'address', en['email.label'], typed.email, en['email.save'], en['email.confirm'])
      case 'confirmEmail':
        return field(en['prompt.code'])
          ? confirm(facts, false, en['email.confirm'], false)
          : pressNamed(en['email.confirm'])
      case 'listCredentials':
        return pressNamed(en['prompt.tryAgain']) ?? pressNamed(en['credentials.show'])
      case 'listDevices':
        return pressNamed(en['prompt.tryAgain']) ?? pressNamed(en['devices.show'])
      case 'addEmail':
        return add(facts, en['credentials.addEmail'])
      case 'addPhone':
        return add(facts, en['credentials.addPhoneNumber'])
      case 'removeEmail':
        return remove(en['credentials.removeEmail'], en['credentials.removeEmailQuestion'])
      case 'removePhone':
        return remove(en['credentials.removePhoneNumber'], en['credentials.removePhoneNumberQuestion'])
      case 'removeDevice':
        return remove(en['devices.removeNamed'], en['devices.removeQuestion'])
      case 'signIn': {
        const target = button(en['login.submit'])
        if (!target) return undefined
        return {
          label: en['login.submit'],
          run() {
            if (!texts.has('identifier')) enter('identifier', identifier, credentials.email)
            if (field(en['login.password'])?.value !== credentials.password)
              enter('password', en['login.password'], credentials.password)
            press(target)
          },
        }
      }
      default:
        return call.task satisfies never
    }
  }

  const says = (text: string) =>
    all('status', undefined, document.body).some((one) => like(text).test(one.innerText.trim()))
  const rows = () => all('listitem', undefined, document.body)

  return {
    next: (facts) => (isPromptOpen() ? inPrompt(facts) : inWidget(facts)),
    seesSuccess() {
      switch (call.task) {
        case 'changePhone':
          return says(en['phone.changed'])
        case 'changeEmail':
          return says(en['email.changed'])
        case 'confirmEmail':
          return says(en['email.changed']) || says(en['email.alreadyVerified'])
        case 'listCredentials':
        case 'listDevices':
          return rows().length > 0
        case 'addEmail':
          return rows().some((row) => row.innerText.startsWith('Email'))
        case 'addPhone':
          return rows().some((row) => row.innerText.startsWith('Text message'))
        case 'removeEmail':
          return isListed() && !rows().some((row) => row.innerText.startsWith('Email'))
        case 'removePhone':
          return isListed() && !rows().some((row) => row.innerText.startsWith('Text message'))
        case 'removeDevice':
          return document.body.innerText.includes(en['devices.empty'])
        case 'signIn':
          return says(en['login.done'])
        default:
          return call.task satisfies never
      }
    },
    startAnew: () => texts.clear(),
    typed() {
      const inputs = [...document.querySelectorAll('input')].map(({ value }) => value.replaceAll(/\s/g, ''))
      // A code belongs to the box that asks for it.
      const asked = field(en['prompt.code']) && (isPromptOpen() ? stepUpCode : code)
      return [...texts]
        .filter(([what]) => (what !== stepUpCode && what !== code) || what === asked)
        .map(([what, { text }]) => ({ what, isKept: inputs.includes(text.replaceAll(/\s/g, '')) }))
    },
  }

  function isListed() {
    return all('button', en['credentials.addPhoneNumber'], document.body).length > 0
  }
}

export const isPromptOpen = () =>
  [...scope().querySelectorAll('[data-component=step-up-prompt]')].some((one) => one.checkVisibility())
