export { fakeApi, type FakeApi } from './playwright/fake-api.js'
export { EmailEditorPage, PhoneNumberEditorPage } from './playwright/editors.js'
export { MfaCredentialManagerPage, TrustedDeviceManagerPage } from './playwright/lists.js'
export { PasswordLoginPage } from './playwright/login.js'
export {
  OtpInputPage,
  StepUpDialogPage,
  StepUpPromptPage,
  type CompleteOptions,
} from './playwright/prompt.js'
export type { PageObjectOptions, Scope } from './playwright/texts.js'
