import type { Locator } from '@playwright/test'
import type { Factor } from '../../client/types.js'
import type { FakeApi } from './fake-api.js'
import { namesIn, type Names, type PageObjectOptions, type Scope } from './texts.js'

/** A one-time-code input: `OtpInput`, or the plain one where the length of the code is not known. */
export class OtpInputPage {
  /** The text box. */
  readonly input: Locator

  constructor(scope: Scope, options: PageObjectOptions = {}) {
    this.input = scope.getByRole('textbox', { name: namesIn(options)('prompt.code') })
  }

  /** Replaces what is in it, as autofill does. */
  async fill(code: string): Promise<void> {
    await this.input.fill(code)
  }

  /** Types a code key by key. */
  async type(code: string): Promise<void> {
    await this.input.pressSequentially(code)
  }
}

/** Options of `complete`. */
export interface CompleteOptions {
  /** The factor to choose where there is a choice. @default the one that the prompt proposes */
  factor?: Factor
  /** Ticks "trust this device". @default false */
  trustDevice?: boolean
  /** What to type. @default the newest code that the fake has sent */
  code?: string
}

/** `StepUpPrompt`, and the prompt inside `PasswordLogin`. */
export class StepUpPromptPage {
  /** The outermost element. */
  readonly root: Locator
  /** The code. */
  readonly code: OtpInputPage
  /** Where the step-up begins by a button. */
  readonly start: Locator
  /** The button that sends a code to the chosen factor. */
  readonly sendCode: Locator
  /** The button that has the code checked. */
  readonly verify: Locator
  /** Off (`aria-disabled`) until a new code may be asked for. */
  readonly resend: Locator
  /** The button that goes to the choice of a factor. */
  readonly changeFactor: Locator
  /** The button that goes back to the code. */
  readonly back: Locator
  /** The button that cancels. */
  readonly cancel: Locator
  /** The button after a failed start. */
  readonly tryAgain: Locator
  /** The checkbox, where it is offered. */
  readonly trustDevice: Locator
  /** What went wrong, as it is shown. */
  readonly problem: Locator
  readonly #name: Names

  constructor(scope: Scope, options: PageObjectOptions = {}, role: 'group' | 'dialog' = 'group') {
    const name = (this.#name = namesIn(options))
    const root = (this.root = scope.getByRole(role, { name: name('prompt.title', 'prompt.verifiedTitle') }))
    const button = (...keys: Parameters<Names>) => root.getByRole('button', { name: name(...keys) })
    this.code = new OtpInputPage(root, options)
    this.start = button('prompt.start')
    this.sendCode = button('prompt.sendCode')
    this.verify = button('prompt.verify')
    this.resend = button('resend.action', 'resend.pending')
    this.changeFactor = button('prompt.changeFactor')
    this.back = button('prompt.back')
    this.cancel = button('prompt.cancel')
    this.tryAgain = button('prompt.tryAgain')
    this.trustDevice = root.getByRole('checkbox', { name: name('prompt.trustDevice') })
    this.problem = root.locator('[data-part="error"], [role="alert"]')
  }

  /** The radio of a factor. */
  factor(factor: Factor): Locator {
    const name = this.#name(
      ...(factor === 'email'
        ? (['prompt.factorEmail', 'prompt.factorEmailTo'] as const)
        : (['prompt.factorSms', 'prompt.factorSmsTo'] as const)),
    )
    return this.root.getByRole('radio', { name })
  }

  /** Chooses a factor and asks for the code. */
  async sendCodeBy(factor: Factor): Promise<void> {
    await this.factor(factor).check()
    await this.sendCode.click()
  }

  /** Enters a code and submits it, unless the prompt does that by itself. */
  async enterCode(code: string): Promise<void> {
    await this.code.fill(code)
    // A prompt that submits by itself is busy by now, or gone.
    if (await this.verify.and(this.root.locator(':not([aria-disabled="true"])')).isVisible())
      await this.verify.click()
  }

  /**
   * Goes from the first screen to the end, with the code from the fake's inbox, and waits until the prompt is gone
   * or says that it is done.
   */
  async complete(fake: Pick<FakeApi, 'lastCode'>, options: CompleteOptions = {}): Promise<void> {
    const { factor, trustDevice = false } = options
    const { input } = this.code
    await this.start.or(this.sendCode).or(input).first().waitFor()
    if (await this.start.isVisible()) {
      await this.start.click()
      await this.sendCode.or(input).first().waitFor()
    }
    if (!(await input.isVisible())) {
      if (factor !== undefined && (await this.root.getByRole('radio').count()) > 0)
        await this.factor(factor).check()
      await this.sendCode.click()
      await input.waitFor()
    }
    if (trustDevice) await this.trustDevice.check()
    await this.enterCode(options.code ?? (await fake.lastCode()))
    await input.waitFor({ state: 'hidden' })
  }
}

/**
 * `StepUpDialog`.
 *
 * @example
 * const dialog = new StepUpDialogPage(page)
 * await page.getByRole('button', { name: 'Save' }).click()
 * await dialog.complete(fakeApi(page.request, 'http://localhost:4010'))
 */
export class StepUpDialogPage extends StepUpPromptPage {
  /** The button in the corner, which cancels. */
  readonly close: Locator

  constructor(scope: Scope, options: PageObjectOptions = {}) {
    super(scope, options, 'dialog')
    this.close = this.root.getByRole('button', { name: namesIn(options)('prompt.close') })
  }
}
