import { useEffect, useRef } from 'react'
import { StepUpPromptView, useStepUpController } from '../../../src/index.js'

/** The kit's prompt in a dialog of your own, which gives it its width. Give the provider `dialog={false}`. */
export function OwnDialog() {
  const prompt = useStepUpController()
  const dialog = useRef<HTMLDialogElement>(null)
  const { status } = prompt.state
  const isOpen = status !== 'idle' && status !== 'checking' && status !== 'verified'

  useEffect(() => {
    const node = dialog.current
    if (isOpen && node?.open === false) node.showModal()
    else if (!isOpen) node?.close()
  }, [isOpen])

  return (
    <dialog
      ref={dialog}
      style={{ inlineSize: '27rem' }}
      aria-labelledby="own-dialog-title"
      onCancel={(event) => {
        event.preventDefault()
        prompt.onCancel()
      }}
    >
      {isOpen && <StepUpPromptView {...prompt} titleId="own-dialog-title" />}
    </dialog>
  )
}
