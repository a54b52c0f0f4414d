// Storybook's own pages run a React of another version, which knows no elements of this one's runtime.
/** @jsxRuntime classic */
import * as React from 'react'
import { AddonPanel } from 'storybook/internal/components'
import { STORY_CHANGED } from 'storybook/internal/core-events'
import { addons, types, useChannel } from 'storybook/manager-api'
import { styled } from 'storybook/theming'
import { deadlineNames, panelEvents, type PanelReport, spanLabels, spans } from '../stories/support/panel.js'

const id = 'stepup-kit/reachfive'

const Columns = styled.div({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(16rem, 1fr))',
  gap: '1.5rem',
  padding: '1rem',
  lineHeight: 1.5,
  '& h2': { fontSize: '0.8125rem', margin: '0 0 0.5rem' },
  '& ol': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { marginBlockEnd: '0.5rem' },
  '& strong': { fontFamily: 'monospace', fontSize: '1rem', letterSpacing: '0.1em' },
  '& label': { display: 'block', marginBlockEnd: '0.75rem' },
  '& input': { display: 'block', inlineSize: '100%' },
  '& p': { margin: 0 },
})

const secondsLeft = (deadline: number, now: number, span: number) =>
  Math.min(span, Math.max(0, Math.ceil((deadline - now) / 1000)))

function Panel() {
  const [report, setReport] = React.useState<PanelReport>()
  const [passedMs, setPassedMs] = React.useState(0)
  const emit = useChannel({
    [panelEvents.report]: (next: PanelReport) => {
      setReport(next)
      setPassedMs(0)
    },
    [STORY_CHANGED]: () => setReport(undefined),
  })

  React.useEffect(() => {
    emit(panelEvents.ask)
  }, [emit])

  React.useEffect(() => {
    if (report === undefined || report.isStill) return
    const since = Date.now()
    const timer = setInterval(() => setPassedMs(Date.now() - since), 1000)
    return () => clearInterval(timer)
  }, [report])

  if (report === undefined) return <Columns>This page runs no ReachFive. Choose a story.</Columns>
  const { deadlines, messages, requests } = report
  const now = report.now + passedMs
  return (
    <Columns>
      <section>
        <h2>Sent codes</h2>
        {messages.length === 0 ? (
          <p>Nothing was sent yet. Nothing leaves this page.</p>
        ) : (
          <ol>
            {messages.toReversed().map(({ key, channel, to, code }) => (
              <li key={key}>
                <strong>{code}</strong>
                <br />
                {channel === 'sms' ? 'Text message' : 'Email'} to {to}
              </li>
            ))}
          </ol>
        )}
      </section>
      <section>
        <h2>Time</h2>
        {deadlineNames.every((name) => deadlines[name] === undefined) && <p>Nothing is running out.</p>}
        {deadlineNames.map((name) => {
          const deadline = deadlines[name]
          if (deadline === undefined) return null
          const left = secondsLeft(deadline, now, spans[name])
          return (
            <label key={name}>
              {spanLabels[name]}: {left}
              <input
                type="range"
                min={0}
                max={spans[name]}
                value={left}
                onChange={(event) => emit(panelEvents.move, deadline - Number(event.target.value) * 1000)}
              />
            </label>
          )
        })}
      </section>
      <section>
        <h2>Requests</h2>
        {requests.length === 0 && <p>None yet.</p>}
        <ol>
          {requests.map((line, index) => (
            <li key={`${String(index)} ${line}`}>{line}</li>
          ))}
        </ol>
      </section>
    </Columns>
  )
}

addons.setConfig({ layout: { panelPosition: 'bottom' } })

addons.register(id, () => {
  addons.add(`${id}/panel`, {
    type: types.PANEL,
    title: 'ReachFive',
    render: ({ active }) => (
      <AddonPanel active={active ?? false}>
        <Panel />
      </AddonPanel>
    ),
  })
})
