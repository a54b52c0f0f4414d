import type { Locator } from '@playwright/test'
import { StepUpPromptPage } from './prompt.js'
import { namesIn, type Names, type PageObjectOptions, type Scope } from './texts.js'

/** `PasswordLogin`. */
export class PasswordLoginPage {
  /** The outermost element. */
  readonly root: Locator
  /** Email, phone number or username, as the tenant allows. */
  readonly identifier: Locator
  /** The text box for the password. */
  readonly password: Locator
  /** The button that signs in. */
  readonly submit: Locator
  /** Changes the kind of identifier. */
  readonly switchIdentifier: Locator
  /** The second factor, where it is asked for in the form's place. */
  readonly prompt: StepUpPromptPage
  /** The person is signed in. */
  readonly done: Locator
  /** What is wrong with the form or went wrong with the call. */
  readonly problem: Locator

  constructor(scope: Scope, options: PageObjectOptions = {}) {
    const name = namesIn(options)
    const root = (this.root = scope.locator('[data-component="password-login"]'))
    const button = (...keys: Parameters<Names>) => root.getByRole('button', { name: name(...keys) })
    this.identifier = root.getByRole('textbox', {
      name: name(
        'email.label',
        'phone.label',
        'login.username',
        'login.emailOrPhoneNumber',
        'login.emailOrUsername',
      ),
    })
    this.password = root.getByLabel(name('login.password'))
    this.submit = button('login.submit')
    this.switchIdentifier = button('login.useUsername', 'login.useEmailOrPhoneNumber', 'login.usePhoneNumber')
    this.prompt = new StepUpPromptPage(root, options)
    this.done = root.getByText(name('login.done'))
    this.problem = root.locator('[data-part="error"], [role="alert"]')
  }

  /** Fills the form and submits it. The second factor may come up next. */
  async signIn(identifier: string, password: string): Promise<void> {
    await this.identifier.fill(identifier)
    await this.password.fill(password)
    await this.submit.click()
  }
}
