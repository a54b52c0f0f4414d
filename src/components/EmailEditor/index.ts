export { EmailEditor } from './EmailEditor.js'
export type { EmailEditorPart, EmailEditorProps } from './EmailEditor.js'
