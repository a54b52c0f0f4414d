'use client'

import { useEffect, useId, useRef } from 'react'
import { useMessages, useStepUpController } from 'stepup-kit'
import { StepUpPrompt } from '@/registry/step-up/components/step-up-prompt'

/**
 * Opens when something asks for a step-up and closes when that has ended. Put one inside the provider:
 *
 * @example
 * <StepUpProvider client={client} messages={en} dialog={false}>
 *   <App />
 *   <StepUpDialog />
 * </StepUpProvider>
 */
export function StepUpDialog() {
  const prompt = useStepUpController()
  const { t } = useMessages()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { status } = prompt.state
  const isOpen = status !== 'idle' && status !== 'checking' && status !== 'verified'

  useEffect(() => {
    const node = dialog.current
    if (isOpen && node?.open === false) node.showModal()
    if (!isOpen) node?.close()
  }, [isOpen])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="m-auto max-h-dvh w-full max-w-md overflow-y-auto border bg-card p-6 text-card-foreground shadow-lg backdrop:bg-black/60 max-sm:mb-0 max-sm:max-w-none max-sm:rounded-t-2xl sm:rounded-2xl sm:p-8"
      // Escape cancels; the dialog itself closes when the flow says so.
      onCancel={(event) => {
        event.preventDefault()
        prompt.onCancel()
      }}
      // A browser may close it all the same, at the second Escape.
      onClose={() => isOpen && prompt.onCancel()}
    >
      {isOpen && (
        <>
          <button
            type="button"
            aria-label={t('prompt.close')}
            className="absolute end-3 top-3 grid size-11 place-items-center rounded-full text-muted-foreground hover:bg-muted hover:text-foreground focus-visible:outline-2 focus-visible:outline-ring"
            onClick={prompt.onCancel}
          >
            <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 stroke-current stroke-[1.5]">
              <path d="m3 3 10 10M13 3 3 13" />
            </svg>
          </button>
          <StepUpPrompt prompt={prompt} titleId={titleId} />
        </>
      )}
    </dialog>
  )
}
