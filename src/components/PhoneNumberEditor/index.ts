export { PhoneNumberEditor } from './PhoneNumberEditor.js'
export type { PhoneNumberEditorPart, PhoneNumberEditorProps } from './PhoneNumberEditor.js'
export { PhoneNumberField } from './PhoneNumberField.js'
export type { PhoneNumberFieldProps } from './PhoneNumberField.js'
