import { isApiError, isStepUpCancelledError } from '../../client/errors.js'
import { useMessages } from '../../hooks/useMessages.js'
import { isolate } from '../../internal/isolate.js'
import { errorMessage, supportId } from '../../messages/errors.js'
import { Alert } from '../ui/index.js'

/** Whether the server refused what was entered, and not the person or the moment: its sentence belongs to the field. */
export function isAboutInput(error: unknown): boolean {
  return isApiError(error) && [400, 409, 422].includes(error.status)
}

/** What went wrong with the form as a whole, with the support handle where the kit can't explain it. */
export function Problem({ error, className }: { error: unknown; className?: string | undefined }) {
  const { t, locale } = useMessages()
  if (!error || isStepUpCancelledError(error)) return null
  const id = supportId(error)
  return (
    <Alert variant="danger" className={className}>
      <p>{errorMessage(error, t, locale)}</p>
      {id && <p data-part="support">{t('prompt.supportId', { id: isolate(id) })}</p>}
    </Alert>
  )
}
