import { type RefObject, useEffect, useRef, useState } from 'react'
import { isApiError } from '../../client/errors.js'
import { useStore } from '../../hooks/context.js'
import { useMessages } from '../../hooks/useMessages.js'
import { type PasswordLoginOutcome, usePasswordLogin } from '../../hooks/usePasswordLogin.js'
import type { CaptchaOption } from '../../hooks/useUpdateEmail.js'
import { phoneNumberProblem } from '../PhoneNumberEditor/usePhoneLibrary.js'
import { useOneAtATime } from '../ui/index.js'
import { type IdentifierMode, modeTexts, readIdentifier } from './identifiers.js'

export interface LoginFormOptions {
  mode: IdentifierMode
  /** The prompt that shows the step-up. @default what the page has for any other */
  presenter: string | undefined
  action: string | undefined
  getCaptcha: CaptchaOption['getCaptcha']
  onSuccess: ((outcome: PasswordLoginOutcome) => void) | undefined
}

/** What is missing from a field or wrong with it. */
type Lacks = Partial<Record<'identifier' | 'password', string | undefined>>

export interface LoginForm {
  status: 'idle' | 'pending' | 'error' | 'success'
  error: Error | null
  /** The login was right, and ran out before its second step was done. */
  hasRunOut: boolean
  lacks: Lacks
  identifierInput: RefObject<HTMLInputElement | null>
  passwordInput: RefObject<HTMLInputElement | null>
  isPasswordShown: boolean
  setPasswordShown: (isShown: boolean) => void
  /** @param typed what is in the identifier's field, where its text box shows something else. */
  submit: (typed?: string) => void
  edited: (field: keyof Lacks) => void
  clear: () => void
}

function ranOut(error: unknown): boolean {
  return (
    isApiError(error) &&
    error.status < 500 &&
    !error.endpoint?.endsWith('/password/login') &&
    !error.body.messageKey?.startsWith('error.account')
  )
}

/** The login form without its markup. What is typed stays in the browser's own fields until it is sent. */
export function useLoginForm({
  mode,
  presenter,
  action,
  getCaptcha,
  onSuccess,
}: LoginFormOptions): LoginForm {
  const { t } = useMessages()
  const store = useStore('PasswordLogin')
  const [isPasswordShown, setPasswordShown] = useState(false)
  const [lacks, setLacks] = useState<Lacks>({})
  const identifierInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const begin = useOneAtATime()

  const login = usePasswordLogin({
    ...(action !== undefined && { action }),
    ...(getCaptcha && { getCaptcha }),
    ...(presenter !== undefined && { presenter }),
    onError(error) {
      // What failed is told in the form.
      if (store.getState().status === 'failed') store.cancel()
      if (ranOut(error) && passwordInput.current) passwordInput.current.value = ''
    },
  })

  const { isPending, isError } = login
  const wasPending = useRef(false)
  useEffect(() => {
    // The form is back, and what had the focus is gone.
    if (wasPending.current && isError) {
      passwordInput.current?.focus()
      passwordInput.current?.select()
    }
    wasPending.current = isPending
  }, [isPending, isError])

  const identifierLack = (typed: string): string | undefined => {
    if (typed.trim() === '') return t(modeTexts[mode].missing)
    const problem = mode === 'phoneNumber' ? phoneNumberProblem(typed) : undefined
    if (problem) return t(`phone.${problem}`)
    if (readIdentifier(typed, mode)) return undefined
    return t(mode === 'email' ? 'email.invalid' : modeTexts[mode].missing)
  }

  return {
    status: login.status,
    error: login.error,
    hasRunOut: ranOut(login.error),
    lacks,
    identifierInput,
    passwordInput,
    isPasswordShown,
    setPasswordShown,
    submit(typed = identifierInput.current?.value ?? '') {
      const password = passwordInput.current?.value ?? ''
      const identifier = readIdentifier(typed, mode)
      const found: Lacks = {
        identifier: identifierLack(typed),
        password: password === '' ? t('login.passwordMissing') : undefined,
      }
      setLacks(found)
      if (found.identifier || !identifier) identifierInput.current?.focus()
      else if (found.password) passwordInput.current?.focus()
      else {
        // Browsers offer to keep what is in a password field, not what is in a text box.
        setPasswordShown(false)
        begin(() =>
          login.mutateAsync({ identifier, password }, { onSuccess: (outcome) => onSuccess?.(outcome) }),
        )
      }
    },
    edited(field) {
      if (lacks[field]) setLacks({ ...lacks, [field]: undefined })
      if (isError) login.reset()
    },
    clear() {
      setLacks({})
      login.reset()
    },
  }
}
