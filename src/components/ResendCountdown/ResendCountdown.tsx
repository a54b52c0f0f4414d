import { forwardRef, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { missingProvider, SurroundingsContext } from '../../hooks/context.js'
import { useClock, useWait } from '../../hooks/useCountdown.js'
import { LiveRegion, announce } from '../../internal/announcer.js'
import type { Clock } from '../../internal/clock.js'
import { persistDeadline, readDeadline } from '../../internal/deadline-storage.js'
import { timeFormatter } from '../../internal/format-time.js'
import type { Translate } from '../../messages/index.js'

/** What `ResendCountdown` says. */
export interface ResendLabels {
  /** On the button, once it can be pressed. */
  resend: string
  /** On the button during the wait. @param time such as `0:28`, in the reader's digits. */
  resendIn: (time: string) => string
  /** On the button while the code is being asked for. */
  pending: string
  /** Announced once a code was sent. */
  sent: string
  /** Announced at 30 and at 10 seconds, and when the button is pressed too early. */
  remaining: (seconds: number) => string
  /** Announced when the wait is over. */
  possible: string
}

export interface ResendCountdownProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children' | 'type'> {
  /**
   * When a new code may be asked for (epoch milliseconds); `null` for now. With a `storageName`, `null` leaves it to the
   * wait that was kept, until there was a deadline: `null` after one ends the wait, and nothing is kept.
   */
  deadline: number | null
  /**
   * The whole of this wait in seconds, from its beginning to `deadline`: more is never shown, whatever the clock does.
   * A wait that a server made longer has a longer window. @default no limit
   */
  windowSeconds?: number | undefined
  /** Called when a person asks for a new code; never during the wait or while `pending`. */
  onResend: () => void
  /** A new code is being asked for. @default false */
  pending?: boolean | undefined
  /** Nothing can be sent now, for another reason than the wait. @default false */
  disabled?: boolean | undefined
  /** When the newest code was sent (epoch milliseconds). A newer one is announced. */
  sentAt?: number | null | undefined
  /**
   * Keeps the wait over a reload of the tab, in the session storage under this name. It must hold nothing personal.
   * `windowSeconds` is kept with it: give it as well, so that no stale wait can be longer than that. @default not kept
   */
  storageName?: string | undefined
  /** What it says. @default the texts of the nearest provider */
  labels?: ResendLabels | undefined
  /** BCP 47, for the digits. @default the provider's, with `labels` the browser's */
  locale?: string | undefined
  /** Where the time comes from. @default the provider's clock, else the system's */
  clock?: Clock | undefined
  /** Leaves out colours, borders and sizes. @default false */
  unstyled?: boolean | undefined
}

/** A code sent this long ago (milliseconds) when the button appears is no news. */
const newsMs = 3000
const milestones = [30, 10]
const never = () => () => {}
const unknown = () => undefined
const inSeconds = (ms: number) => Math.ceil(ms / 1000)

/**
 * The button for a new code, with the wait before it. It keeps its place, width and focus in every state. Every other
 * attribute and the `ref` go to the button.
 *
 * @example
 * const wait = state.waits[challenge.factor]
 * <ResendCountdown
 *   deadline={challenge.resendAvailableAt}
 *   windowSeconds={wait && Math.ceil((wait.until - wait.from) / 1000)}
 *   onResend={resend}
 * />
 */
export const ResendCountdown = /* @__PURE__ */ forwardRef<HTMLButtonElement, ResendCountdownProps>(
  function ResendCountdown(
    {
      deadline,
      windowSeconds = Infinity,
      onResend,
      pending = false,
      disabled = false,
      sentAt = null,
      storageName,
      labels: givenLabels,
      locale: givenLocale,
      clock: givenClock,
      unstyled,
      className,
      onClick,
      ...rest
    },
    ref,
  ) {
    const texts = useContext(SurroundingsContext)
    const t = texts?.t
    const labels = useMemo(() => givenLabels ?? labelsOf(t), [givenLabels, t])
    const locale = givenLocale ?? (givenLabels ? undefined : texts?.locale)
    const clock = useClock(givenClock)
    const found = useMemo(
      () => (storageName === undefined ? null : readDeadline(storageName, windowSeconds, clock.now())),
      [storageName, clock, windowSeconds],
    )
    // Unknown until the page is hydrated.
    const kept = useSyncExternalStore(never, () => found, unknown)
    const [told, setTold] = useState<string>()
    if (deadline !== null && told !== storageName) setTold(storageName)
    const goesOn = deadline === null && told !== storageName && kept
    const { deadline: until, windowSeconds: limit } = goesOn || { deadline, windowSeconds }
    const [remainingSeconds, isOver] = useWait(until, limit, clock, inSeconds)
    const needed = Math.max(remainingSeconds, windowSeconds < Infinity ? windowSeconds : 0)
    const [longest, setLongest] = useState(needed)
    if (needed > longest) setLongest(needed)

    const formatTime = useMemo(() => timeFormatter(locale), [locale])
    const region = useRef<HTMLOutputElement>(null)
    const announced = useRef({ seconds: 0, sentAt: null as number | null })
    const state = pending ? 'pending' : remainingSeconds > 0 ? 'waiting' : 'ready'
    const isUsable = state === 'ready' && !disabled

    useEffect(() => {
      if (storageName === undefined) return
      if (told === storageName) persistDeadline(storageName, deadline, windowSeconds)
      else if (found?.isNew) persistDeadline(storageName, found.deadline, found.windowSeconds)
    }, [storageName, deadline, windowSeconds, told, found])

    useEffect(() => {
      // Before it is hydrated it shows the server's time, which is no news.
      if (kept === undefined) return
      const before = announced.current
      const isSent =
        sentAt !== null && (before.sentAt === null ? clock.now() - sentAt < newsMs : sentAt > before.sentAt)
      // A wait that is over is not left behind before the button can be pressed.
      const seconds = remainingSeconds > 0 || isUsable || isSent ? remainingSeconds : before.seconds
      announced.current = { seconds, sentAt }
      if (isSent) {
        announce(region.current, labels.sent)
      } else if (seconds === 0 && before.seconds > 0) {
        announce(region.current, labels.possible)
      } else if (milestones.some((second) => before.seconds > second && seconds <= second)) {
        announce(region.current, labels.remaining(seconds))
      }
    }, [kept, isUsable, remainingSeconds, sentAt, labels, clock])

    return (
      <span
        data-component="resend-countdown"
        data-state={state}
        data-unstyled={unstyled ? '' : undefined}
        className={className}
      >
        <button
          {...rest}
          ref={ref}
          type="button"
          data-part="button"
          // Not `disabled`: that would drop the focus, and the button out of the tab order.
          aria-disabled={!isUsable || undefined}
          onClick={(event) => {
            onClick?.(event)
            if (event.defaultPrevented || disabled || pending) return
            if (isOver()) onResend()
            else announce(region.current, labels.remaining(remainingSeconds))
          }}
        >
          {/* The name of the button does not tick: a screen reader would say each second of a focused button. */}
          <span data-part="label" data-for="ready" aria-hidden={pending || undefined}>
            {labels.resend}
          </span>
          {/* A server may write other digits than the reader's browser, which does from the first second on. */}
          <span data-part="label" data-for="waiting" aria-hidden="true" suppressHydrationWarning>
            {labels.resendIn(formatTime(remainingSeconds))}
          </span>
          <span data-part="label" data-for="pending" aria-hidden={!pending || undefined}>
            {labels.pending}
          </span>
          {/* The longest wait that was seen, for the width. */}
          <span data-part="label" aria-hidden="true" suppressHydrationWarning>
            {labels.resendIn(formatTime(longest))}
          </span>
        </button>
        <LiveRegion ref={region} />
      </span>
    )
  },
)

function labelsOf(t: Translate | undefined): ResendLabels {
  if (!t) throw missingProvider('ResendCountdown')
  return {
    resend: t('resend.action'),
    resendIn: (time) => t('resend.in', { time }),
    pending: t('resend.pending'),
    sent: t('resend.sent'),
    remaining: (count) => t('resend.remaining', { count }),
    possible: t('resend.possible'),
  }
}
