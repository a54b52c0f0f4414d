import type { Locator } from '@playwright/test'
import { OtpInputPage } from './prompt.js'
import { namesIn, type Names, type PageObjectOptions, type Scope } from './texts.js'

interface EditorTexts {
  component: string
  label: Parameters<Names>[0]
  save: Parameters<Names>[0]
  confirm: Parameters<Names>[0]
  other: Parameters<Names>[0]
}

abstract class EditorPage {
  /** The outermost element. */
  readonly root: Locator
  /** The text box for the new identifier. */
  readonly field: Locator
  /** The button that saves it. */
  readonly save: Locator
  /** The button that goes back to the current one. */
  readonly cancel: Locator
  /** The code of the message that was sent to the new identifier. */
  readonly code: OtpInputPage
  /** The button that sends the code. */
  readonly confirm: Locator
  /** The button for another code. */
  readonly resend: Locator
  /** Back to the identifier. */
  readonly other: Locator
  /** What was changed, once it is. */
  readonly success: Locator
  /** What is wrong with the field or went wrong with the call. */
  readonly problem: Locator

  constructor(scope: Scope, options: PageObjectOptions, texts: EditorTexts) {
    const name = namesIn(options)
    const root = (this.root = scope.locator(`[data-component="${texts.component}"]`))
    const button = (...keys: Parameters<Names>) => root.getByRole('button', { name: name(...keys) })
    this.field = root.getByRole('textbox', { name: name(texts.label) })
    this.save = button(texts.save)
    this.cancel = button('prompt.cancel')
    this.code = new OtpInputPage(root, options)
    this.confirm = button(texts.confirm)
    this.resend = button('resend.action', 'resend.pending')
    this.other = button(texts.other)
    this.success = root.locator('[data-part="alert"][data-variant="success"]')
    this.problem = root.locator('[data-part="error"], [role="alert"]')
  }

  /** Enters the new identifier and saves it. A step-up may come up next. */
  async change(value: string): Promise<void> {
    await this.field.fill(value)
    await this.save.click()
  }

  /** Enters the code that the new identifier got. */
  async confirmWith(code: string): Promise<void> {
    await this.code.fill(code)
    await this.confirm.click()
  }
}

/** `EmailEditor`. */
export class EmailEditorPage extends EditorPage {
  constructor(scope: Scope, options: PageObjectOptions = {}) {
    super(scope, options, {
      component: 'email-editor',
      label: 'email.label',
      save: 'email.save',
      confirm: 'email.confirm',
      other: 'email.other',
    })
  }
}

/** `PhoneNumberEditor`. */
export class PhoneNumberEditorPage extends EditorPage {
  /** There once the phone library has loaded. */
  readonly country: Locator

  constructor(scope: Scope, options: PageObjectOptions = {}) {
    super(scope, options, {
      component: 'phone-number-editor',
      label: 'phone.label',
      save: 'phone.save',
      confirm: 'phone.confirm',
      other: 'phone.other',
    })
    this.country = this.root.getByRole('combobox', { name: namesIn(options)('phone.country') })
  }
}
