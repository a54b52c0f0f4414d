import type { Locator } from '@playwright/test'
import type { Factor } from '../../client/types.js'
import { EmailEditorPage, PhoneNumberEditorPage } from './editors.js'
import { OtpInputPage } from './prompt.js'
import { namesIn, type Names, type PageObjectOptions, type Scope } from './texts.js'

abstract class AccountListPage {
  /** The outermost element. */
  readonly root: Locator
  /** One for each credential or device. */
  readonly items: Locator
  /** Shows the list, where a step-up is needed for that. */
  readonly show: Locator
  /** What went wrong, as it is shown. */
  readonly problem: Locator
  protected readonly name: Names

  constructor(
    scope: Scope,
    options: PageObjectOptions,
    title: Parameters<Names>[0],
    show: Parameters<Names>[0],
  ) {
    this.name = namesIn(options)
    this.root = scope.getByRole('region', { name: this.name(title) })
    this.items = this.root.getByRole('listitem')
    this.show = this.button(show)
    this.problem = this.root.locator('[data-part="error"], [role="alert"]')
  }

  protected button(...keys: Parameters<Names>): Locator {
    return this.root.getByRole('button', { name: this.name(...keys) })
  }

  protected async confirmIn(question: Parameters<Names>, confirm: Parameters<Names>[0]): Promise<void> {
    const dialog = this.root.getByRole('dialog', { name: this.name(...question) })
    await dialog.getByRole('button', { name: this.name(confirm) }).click()
  }
}

/** `MfaCredentialManager`. Where the person has several credentials of one kind, the first is meant. */
export class MfaCredentialManagerPage extends AccountListPage {
  /** The button that opens the form for the profile’s email. */
  readonly addEmail: Locator
  /** The button that opens the form for a phone number. */
  readonly addPhoneNumber: Locator
  /** Of the form for a new credential. */
  readonly phoneNumber: Locator
  /** The button that sends that form. */
  readonly add: Locator
  /** The code that a new credential got. */
  readonly code: OtpInputPage
  /** The button that sends that code. */
  readonly confirm: Locator
  readonly #options: PageObjectOptions

  constructor(scope: Scope, options: PageObjectOptions = {}) {
    super(scope, options, 'credentials.title', 'credentials.show')
    this.#options = options
    this.addEmail = this.button('credentials.addEmail')
    this.addPhoneNumber = this.button('credentials.addPhoneNumber')
    const form = this.root.locator('[data-part="enroll"]')
    this.phoneNumber = form.getByRole('textbox', { name: this.name('phone.label') })
    this.add = form.getByRole('button', { name: this.name('credentials.add') })
    this.code = new OtpInputPage(form, options)
    this.confirm = form.getByRole('button', { name: this.name('credentials.confirm') })
  }

  /** Opens the question whether to remove a credential, and says yes. A step-up may come up next. */
  async remove(factor: Factor): Promise<void> {
    const isEmail = factor === 'email'
    await this.button(isEmail ? 'credentials.removeEmail' : 'credentials.removePhoneNumber')
      .first()
      .click()
    await this.confirmIn(
      [isEmail ? 'credentials.removeEmailQuestion' : 'credentials.removePhoneNumberQuestion'],
      'credentials.remove',
    )
  }

  /** Opens the form that changes the email. */
  async changeEmail(): Promise<EmailEditorPage> {
    await this.button('credentials.changeEmail').click()
    return new EmailEditorPage(this.root, this.#options)
  }

  /** Opens the form that changes the phone number. */
  async changePhoneNumber(): Promise<PhoneNumberEditorPage> {
    await this.button('credentials.changePhoneNumber').click()
    return new PhoneNumberEditorPage(this.root, this.#options)
  }

  /** Opens the form for a new phone number and sends it. A step-up may come up next. */
  async enrollPhoneNumber(phoneNumber: string): Promise<void> {
    await this.addPhoneNumber.click()
    await this.phoneNumber.fill(phoneNumber)
    await this.add.click()
  }

  /** Opens the form for the profile's email and sends it. A step-up may come up next. */
  async enrollEmail(): Promise<void> {
    await this.addEmail.click()
    await this.add.click()
  }

  /** Enters the code that the new credential got. */
  async confirmWith(code: string): Promise<void> {
    await this.code.fill(code)
    await this.confirm.click()
  }
}

/** `TrustedDeviceManager`. */
export class TrustedDeviceManagerPage extends AccountListPage {
  constructor(scope: Scope, options: PageObjectOptions = {}) {
    super(scope, options, 'devices.title', 'devices.show')
  }

  /** Opens the question whether to stop trusting a device, and says yes. @param index from 0 */
  async remove(index = 0): Promise<void> {
    await this.items
      .nth(index)
      .getByRole('button', { name: this.name('devices.removeNamed') })
      .click()
    await this.confirmIn(['devices.removeQuestion'], 'devices.remove')
  }
}
