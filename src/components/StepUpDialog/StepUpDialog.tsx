import { useId } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { usePresenter } from '../StepUpPrompt/usePresenter.js'
import type { StepUpPromptPart, StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import { Alert, Button, Dialog, rootAttributes, Spinner, type StylableProps } from '../ui/index.js'
import { usePromptView } from './usePromptView.js'

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
  const { isPresenter: _, ...prompt } = usePresenter('StepUpDialog', 'dialog')
  const { status } = prompt.state
  const { View, retry } = usePromptView(status !== 'idle')
  const id = useId()
  const ids = { titleId: `${id}-title`, introId: `${id}-intro` }
  const Heading = `h${headingLevel}` as const
  return (
    <Dialog
      component="step-up-dialog"
      open={status !== 'idle' && status !== 'checking' && status !== 'verified'}
      onDismiss={prompt.onCancel}
      labelledBy={ids.titleId}
      describedBy={ids.introId}
      closeLabel={t('prompt.close')}
      className={className}
      classNames={classNames}
      unstyled={unstyled}
    >
      {View ? (
        <View
          {...prompt}
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
            <Alert variant="danger">
              <p>{t('problem.network')}</p>
              <Button onClick={retry}>{t('prompt.tryAgain')}</Button>
            </Alert>
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
