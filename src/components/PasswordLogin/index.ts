export { PasswordLogin } from './PasswordLogin.js'
export type { PasswordLoginPart, PasswordLoginProps } from './PasswordLogin.js'
