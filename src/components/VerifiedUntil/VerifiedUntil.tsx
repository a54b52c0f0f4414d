import { useCountdown } from '../../hooks/useCountdown.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useStepUpStatus } from '../../hooks/useStepUpStatus.js'
import { timeFormatter } from '../../internal/format-time.js'
import { timeText } from '../StepUpPromptView/texts.js'
import { flag, Icon, rootAttributes, type StylableProps } from '../ui/index.js'

export interface VerifiedUntilProps extends StylableProps<'root'> {
  /** `time`: until when, without a timer; `countdown`: how much is left, each second. @default 'time' */
  format?: 'time' | 'countdown'
}

/**
 * Shows how long the grant still holds, and that it does not.
 *
 * @example
 * <VerifiedUntil format="countdown" />
 */
export function VerifiedUntil({ format = 'time', ...rest }: VerifiedUntilProps) {
  const { t, locale } = useMessages()
  const { fresh, expiresAt } = useStepUpStatus()
  return (
    <span {...rootAttributes('verified-until', rest)} data-fresh={flag(fresh)}>
      <Icon name={fresh ? 'check' : 'info'} />
      {expiresAt === null ? (
        t('verified.lapsed')
      ) : format === 'time' ? (
        t('verified.until', { time: timeText(expiresAt, locale) })
      ) : (
        <Remaining expiresAt={expiresAt} />
      )}
    </span>
  )
}

function Remaining({ expiresAt }: { expiresAt: number }) {
  const { t, locale } = useMessages()
  const { remainingSeconds } = useCountdown(expiresAt)
  return t('verified.remaining', { time: timeFormatter(locale)(remainingSeconds) })
}
