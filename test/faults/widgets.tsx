import type { ReactNode } from 'react'
import {
  EmailEditor,
  MfaCredentialManager,
  PasswordLogin,
  PhoneNumberEditor,
  TrustedDeviceManager,
} from '../../src/index.js'
import type { Call, Task } from './cases.js'

/** Where a person does each task. */
export const widgets: Record<Task, (call: Call) => ReactNode> = {
  changePhone: () => <PhoneNumberEditor defaultCountry="FR" />,
  // Nothing but the edit asks for a token that is to be renewed.
  changeEmail: ({ renews }) => <EmailEditor {...(renews && { currentEmail: 'bea.lindqvist@example.com' })} />,
  confirmEmail: () => <EmailEditor />,
  listCredentials: () => <MfaCredentialManager defaultCountry="FR" />,
  addEmail: () => <MfaCredentialManager defaultCountry="FR" />,
  addPhone: () => <MfaCredentialManager defaultCountry="FR" />,
  removeEmail: () => <MfaCredentialManager defaultCountry="FR" />,
  removePhone: () => <MfaCredentialManager defaultCountry="FR" />,
  listDevices: () => <TrustedDeviceManager />,
  removeDevice: () => <TrustedDeviceManager />,
  signIn: () => <PasswordLogin />,
}
