export interface ModalOptions {
  /** Takes the focus, unless something in the dialog has `data-autofocus`. */
  titleId: string
  /** Gets the focus back if nothing has it now. */
  opener: Element | null | undefined
  onDismiss: () => void
  dismissesOnBackdrop: () => boolean
}

/**
 * Shows the dialog, moves the focus into it and gives back what closes it. Where the platform has no modal dialogs it
 * is shown in its place, and Escape is listened for.
 */
export function openModal(dialog: HTMLDialogElement, options: ModalOptions): () => void {
  const { titleId, onDismiss, dismissesOnBackdrop } = options
  const page = dialog.ownerDocument
  const focused = page.activeElement
  const opener = focused === page.body ? options.opener : focused
  const isModal = typeof dialog.showModal === 'function'
  const controller = new AbortController()
  const { signal } = controller

  const dismiss = (event: Event) => {
    event.preventDefault()
    onDismiss()
  }
  const on = (name: string, listener: (event: Event) => void) =>
    dialog.addEventListener(name, (event) => event.target === dialog && listener(event), { signal })
  on('cancel', dismiss)
  // Closed by the browser itself: it lets nobody keep a dialog open against a second Escape.
  on('close', () => {
    if (!dialog.open) onDismiss()
  })
  on('click', () => {
    if (dismissesOnBackdrop()) onDismiss()
  })

  if (isModal) dialog.showModal()
  else {
    dialog.setAttribute('open', '')
    dialog.setAttribute('aria-modal', 'true')
    dialog.addEventListener('keydown', (event) => event.key === 'Escape' && dismiss(event), { signal })
  }
  const first = dialog.querySelector('[data-autofocus]') ?? page.getElementById(titleId)
  if (first instanceof HTMLElement) first.focus()

  return () => {
    controller.abort()
    if (isModal) dialog.close()
    else dialog.removeAttribute('open')
    if (opener instanceof HTMLElement) giveBackFocus(opener)
  }
}

/** Focus goes back as soon as the opener can take it: a button that started a call is often disabled meanwhile. */
function giveBackFocus(opener: HTMLElement): void {
  const page = opener.ownerDocument
  const settled = () => {
    opener.focus({ preventScroll: true })
    return page.activeElement === opener || !opener.isConnected
  }
  if (settled()) return
  const controller = new AbortController()
  const { signal } = controller
  const observer = new MutationObserver(() => {
    if (settled()) controller.abort()
  })
  const stop = () => controller.abort()
  observer.observe(page, { subtree: true, attributeFilter: ['disabled'] })
  signal.addEventListener('abort', () => observer.disconnect())
  // Whoever moves on meanwhile is left alone.
  page.addEventListener('focusin', stop, { signal })
  page.addEventListener('pointerdown', stop, { signal })
}
