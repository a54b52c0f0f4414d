import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { StepUpProvider } from '../../src/index.js'
import { PanelReporter } from './PanelReporter.js'
import type { Stage, StageParameters } from './stage.js'
import './stories.css'

/** Storybook stops animations in a test, at their first frame: what fades in would stay pale. */
const isTest = '__vitest_browser__' in globalThis

export interface StoryFrameProps {
  stage: Stage
  parameters: StageParameters
  /** Alone on its page, and not in a page of documentation. */
  isAlone: boolean
  title: string
  children: ReactNode
}

/** The page around a story: theme, language, direction, and a provider over the fake ReachFive. */
export function StoryFrame({ stage, parameters, isAlone, title, children }: StoryFrameProps) {
  const { world, look, messages } = stage
  const clock = useSyncExternalStore(world.subscribe, world.getClock)
  const [frame, setFrame] = useState<HTMLElement | null>(null)

  useLayoutEffect(() => {
    if (isAlone) dress(document.documentElement, stage)
    else if (frame !== null) dress(frame, stage)
  }, [frame, isAlone, stage])

  useEffect(() => () => world.setNetwork('normal'), [world])

  const content = (
    <StrictMode>
      <QueryClientProvider client={world.queryClient}>
        <StepUpProvider
          key={look.persona}
          client={world.client}
          codeLength={6}
          clock={clock}
          {...parameters.provider}
          messages={messages}
          locale={look.language}
        >
          {children}
          <PanelReporter world={world} deadlines={parameters.deadlines} />
        </StepUpProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  if (!isAlone) {
    return (
      <div ref={setFrame} className="story-frame" data-width={parameters.width}>
        {content}
      </div>
    )
  }
  return (
    <main className="story-frame" data-width={parameters.width}>
      <h1 className="story-title">{title}</h1>
      {content}
    </main>
  )
}

function dress(page: HTMLElement, { look, direction }: Stage) {
  page.lang = look.language
  page.dir = direction
  page.classList.add('story-page')
  page.dataset['storyText'] = look.textSize
  page.dataset['storyMotion'] = isTest ? 'none' : look.motion
  if (look.theme === 'auto') page.removeAttribute('data-stepup-theme')
  else page.setAttribute('data-stepup-theme', look.theme)
}
