import { useEffect } from 'react'
import { addons } from 'storybook/preview-api'
import { useStepUpController, useStepUpStatus } from '../../src/index.js'
import { panelEvents, type PanelReport } from './panel.js'
import type { Deadlines } from './stage.js'
import type { World } from './world.js'

const codeLifeMs = 300_000

/** Tells the ReachFive panel what was sent and what runs out when; moves the clock where the panel asks for it. */
export function PanelReporter({ world, deadlines }: { world: World; deadlines: Deadlines | undefined }) {
  const { state } = useStepUpController()
  const { expiresAt } = useStepUpStatus()
  const challenge = 'challenge' in state ? state.challenge : null
  const resendAt = challenge?.resendAvailableAt
  const sentAt = challenge?.sentAt

  useEffect(() => {
    const channel = addons.getChannel()
    const report = () => {
      const { fake } = world
      const message: PanelReport = {
        now: fake.clock.now(),
        isStill: deadlines !== undefined,
        deadlines: {
          ...(resendAt !== undefined && { resendAt }),
          ...(sentAt !== undefined && { codeUntil: sentAt + codeLifeMs }),
          ...(expiresAt !== null && { grantUntil: expiresAt }),
          ...deadlines,
        },
        messages: fake.inbox.map(({ channel: by, to, code, sentAt: at }, index) => ({
          key: `${String(index)} ${code}`,
          channel: by,
          to,
          code,
          sentAt: at,
        })),
        requests: fake.requests.map(
          ({ method, endpoint, path, status }) => `${method} ${endpoint ?? path} → ${String(status ?? '…')}`,
        ),
      }
      channel.emit(panelEvents.report, message)
    }
    const move = (instant: unknown) => {
      if (typeof instant === 'number') world.moveTo(instant)
    }
    report()
    const stops = [world.fake.subscribe(report), world.subscribe(report)]
    channel.on(panelEvents.ask, report)
    channel.on(panelEvents.move, move)
    return () => {
      for (const stop of stops) stop()
      channel.off(panelEvents.ask, report)
      channel.off(panelEvents.move, move)
    }
  }, [world, deadlines, resendAt, sentAt, expiresAt])

  return null
}
