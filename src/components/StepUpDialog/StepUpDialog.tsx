import { useEffect, useRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { usePresence } from '../StepUpPrompt/usePresence.js'
import type { StepUpPromptPart, StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import { Dialog, rootAttributes, Spinner, type StylableProps } from '../ui/index.js'
import { useDialogPrompt } from './useDialogPrompt.js'

/** The parts of the dialog that take a class name of their own; `root` is the `<dialog>`. */
export type StepUpDialogPart = StepUpPromptPart | 'panel' | 'close'

export interface StepUpDialogProps
  extends StylableProps<StepUpDialogPart>, Pick<StepUpPromptViewProps, 'headingLevel'> {}

/**
 * The step-up in a modal. It opens when something asks for a step-up and no `StepUpPrompt` is on the page, and closes
 * when that has ended. Escape and the close button cancel; a click beside it does not, so that no code is lost.
 * `StepUpProvider` renders one.
 *
 * @example
 * <StepUpProvider client={client} messages={en} dialog={false}>
 *   <StepUpDialog className="our-dialog" />
 * </StepUpProvider>
 */
export function StepUpDialog({ className, classNames, unstyled, headingLevel = 2 }: StepUpDialogProps) {
  const { t } = useMessages()
  const { store, id, state } = usePresence('StepUpDialog', 'dialog')
  const { status } = state
  // A host often disables the button that started the call, and the browser then takes its focus away before the
  // dialog opens. Safari gives a clicked button no focus at all.
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    const remember = ({ type, target }: Event) => {
      if (!(target instanceof Element) || target.closest('[data-component=step-up-dialog]')) return
      opener.current = type === 'focusin' ? target : target.closest('button, a[href], input, [tabindex]')
    }
    document.addEventListener('focusin', remember)
    document.addEventListener('pointerdown', remember)
    return () => {
      document.removeEventListener('focusin', remember)
      document.removeEventListener('pointerdown', remember)
    }
  }, [])
  const { Prompt, retry } = useDialogPrompt(status !== 'idle')
  const ids = { titleId: `${id}-title`, introId: `${id}-intro` }
  const Heading = `h${headingLevel}` as const
  return (
    <Dialog
      component="step-up-dialog"
      opener={opener}
      open={status !== 'idle' && status !== 'checking' && status !== 'verified'}
      onDismiss={() => store.cancel()}
      labelledBy={ids.titleId}
      describedBy={ids.introId}
      closeLabel={t('prompt.close')}
      className={className}
      classNames={classNames}
      unstyled={unstyled}
    >
      {Prompt ? (
        <Prompt
          {...ids}
          headingLevel={headingLevel}
          classNames={{ ...classNames, root: undefined }}
          unstyled={unstyled}
        />
      ) : (
        <div {...rootAttributes('step-up-prompt', { unstyled })} data-state="starting">
          <Heading id={ids.titleId} data-part="title" tabIndex={-1} className={classNames?.title}>
            {t('prompt.title')}
          </Heading>
          {retry ? (
            <>
              <p role="alert">{t('problem.network')}</p>
              <button type="button" data-part="submit" data-variant="primary" onClick={retry}>
                {t('prompt.tryAgain')}
              </button>
            </>
          ) : (
            <p data-part="busy">
              <Spinner />
              {t('prompt.starting')}
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}
