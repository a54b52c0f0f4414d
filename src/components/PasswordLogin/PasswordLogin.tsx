import {
  type ComponentPropsWithoutRef,
  forwardRef,
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { isApiError } from '../../client/errors.js'
import { useStore } from '../../hooks/context.js'
import { useMessages } from '../../hooks/useMessages.js'
import { type PasswordLoginOutcome, usePasswordLogin } from '../../hooks/usePasswordLogin.js'
import { useStepUpController } from '../../hooks/useStepUpController.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import type { CaptchaOption } from '../../hooks/useUpdateEmail.js'
import { PhoneNumberField } from '../PhoneNumberEditor/PhoneNumberField.js'
import { Problem } from '../PhoneNumberEditor/Problem.js'
import { phoneNumberProblem } from '../PhoneNumberEditor/usePhoneLibrary.js'
import { StepUpPromptView, type StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import {
  Alert,
  Button,
  rootAttributes,
  Skeleton,
  type StylableProps,
  TextField,
  VisuallyHidden,
} from '../ui/index.js'
import { identifierModes, modeTexts, readIdentifier } from './identifiers.js'
import { PasswordField } from './PasswordField.js'

/** The parts of `PasswordLogin` that take a class name of their own. */
export type PasswordLoginPart = 'root' | 'form' | 'field' | 'actions' | 'message' | 'prompt'

export interface PasswordLoginProps
  extends
    Omit<ComponentPropsWithoutRef<'div'>, 'className' | 'children'>,
    StylableProps<PasswordLoginPart>,
    Pick<StepUpPromptViewProps, 'headingLevel'> {
  /** Filled in at the start, such as what the person signed in with last time. */
  defaultIdentifier?: string | undefined
  /** Where the code is asked for: in the form's place, or where the page shows any other step-up. @default 'inline' */
  prompt?: 'inline' | 'page' | undefined
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
  /** Gives a new captcha answer for each call, where the tenant asks for one. */
  getCaptcha?: CaptchaOption['getCaptcha']
  /** Called once the tokens were given to the client's `onTokens`. */
  onSuccess?: ((outcome: PasswordLoginOutcome) => void) | undefined
}

/** Whether the login was right, and ran out before its second step was done. */
function hasRunOut(error: unknown): boolean {
  return (
    isApiError(error) &&
    error.status < 500 &&
    !error.endpoint?.endsWith('/password/login') &&
    !error.body.messageKey?.startsWith('error.account')
  )
}

/**
 * Password login that goes on into the step-up where the tenant requires a second factor. Takes an email, a phone
 * number or a username, as the tenant allows. The fields are the browser's own, so that autofill and password
 * managers work, also before the page is hydrated.
 *
 * @example
 * <PasswordLogin onSuccess={() => navigate('/account')} />
 */
export const PasswordLogin = /* @__PURE__ */ forwardRef<HTMLDivElement, PasswordLoginProps>(
  function PasswordLogin(
    {
      defaultIdentifier = '',
      prompt = 'inline',
      action,
      getCaptcha,
      onSuccess,
      headingLevel,
      className,
      classNames,
      unstyled,
      ...rest
    },
    ref,
  ) {
    const { t } = useMessages()
    const store = useStore('PasswordLogin')
    const config = useTenantConfig()
    const presenter = useId()
    useEffect(() => store.register(presenter, 'private'), [store, presenter])
    const controller = useStepUpController()
    const isPrompting =
      useSyncExternalStore(store.subscribe, store.getPresenter, () => null) === presenter &&
      controller.state.status !== 'idle'

    const modes = identifierModes(
      config.data?.loginTypeAllowed ?? { email: true, phoneNumber: false, customIdentifier: false },
    )
    const [turn, setTurn] = useState(0)
    const mode = modes[turn % modes.length] ?? 'email'
    const other = modes[(turn + 1) % modes.length] ?? mode
    const [phoneNumber, setPhoneNumber] = useState(defaultIdentifier)
    const [isShown, setShown] = useState(false)
    const [lacks, setLacks] = useState<{ identifier?: string; password?: string }>({})
    const identifierInput = useRef<HTMLInputElement>(null)
    const passwordInput = useRef<HTMLInputElement>(null)
    const isBusy = useRef(false)

    const login = usePasswordLogin({
      ...(action !== undefined && { action }),
      ...(getCaptcha && { getCaptcha }),
      ...(prompt === 'inline' && { presenter }),
      onError(error) {
        // What failed is told in the form.
        if (store.getState().status === 'failed') store.cancel()
        if (hasRunOut(error) && passwordInput.current) passwordInput.current.value = ''
      },
      onSettled() {
        isBusy.current = false
      },
    })
    const isDone = login.isSuccess
    const runOut = hasRunOut(login.error)

    const wasPending = useRef(false)
    useEffect(() => {
      // The form is back, and what had the focus is gone.
      if (wasPending.current && login.isError) {
        passwordInput.current?.focus()
        passwordInput.current?.select()
      }
      wasPending.current = login.isPending
    }, [login.isPending, login.isError])

    const submit = () => {
      // Two clicks may come before the first is rendered.
      if (isBusy.current) return
      const password = passwordInput.current?.value ?? ''
      const typed = mode === 'phoneNumber' ? phoneNumber : (identifierInput.current?.value ?? '')
      const identifier = readIdentifier(typed, mode)
      const found: typeof lacks = {}
      const problem = mode === 'phoneNumber' ? phoneNumberProblem(typed) : undefined
      if (typed.trim() === '') found.identifier = t(modeTexts[mode].missing)
      else if (problem) found.identifier = t(`phone.${problem}`)
      else if (!identifier) found.identifier = t(mode === 'email' ? 'email.invalid' : modeTexts[mode].missing)
      if (password === '') found.password = t('login.passwordMissing')
      setLacks(found)
      if (found.identifier) identifierInput.current?.focus()
      else if (found.password) passwordInput.current?.focus()
      else if (identifier) {
        isBusy.current = true
        // A browser offers to keep what is in a password field.
        setShown(false)
        login.mutate({ identifier, password }, { onSuccess: (outcome) => onSuccess?.(outcome) })
      }
    }
    const edited = (field: keyof typeof lacks) => {
      if (lacks[field]) setLacks({ ...lacks, [field]: undefined })
      if (login.isError) login.reset()
    }

    const shared = {
      ref: identifierInput,
      name: 'username',
      autoComplete: 'username',
      className: classNames?.field,
      error: lacks.identifier,
      readOnly: login.isPending,
      required: true,
    }
    return (
      <div
        {...rest}
        {...rootAttributes<PasswordLoginPart>('password-login', { className, classNames, unstyled })}
        ref={ref}
        aria-busy={config.isPending || undefined}
      >
        {isDone && (
          <Alert variant="success" className={classNames?.message}>
            {t('login.done')}
          </Alert>
        )}
        {config.isPending ? (
          <div data-part="form">
            <VisuallyHidden>{t('login.loading')}</VisuallyHidden>
            <Skeleton rows={3} shape="control" />
          </div>
        ) : (
          // `post`, so that a submit before hydration puts no password into the address.
          <form
            data-part="form"
            className={classNames?.form}
            method="post"
            hidden={isPrompting || isDone}
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              submit()
            }}
          >
            {mode === 'phoneNumber' ? (
              <PhoneNumberField
                {...shared}
                value={phoneNumber}
                onValueChange={(value) => {
                  setPhoneNumber(value)
                  edited('identifier')
                }}
              />
            ) : (
              <TextField
                key={mode}
                {...shared}
                label={t(modeTexts[mode].label)}
                defaultValue={turn === 0 ? defaultIdentifier : ''}
                type={mode === 'email' ? 'email' : 'text'}
                inputMode={mode === 'username' ? 'text' : 'email'}
                autoCapitalize="none"
                autoCorrect="off"
                spellCheck={false}
                onChange={() => edited('identifier')}
              />
            )}
            <PasswordField
              ref={passwordInput}
              name="password"
              className={classNames?.field}
              label={t('login.password')}
              error={lacks.password}
              readOnly={login.isPending}
              required
              isShown={isShown}
              onShownChange={setShown}
              onChange={() => edited('password')}
            />
            {runOut ? (
              <Alert variant="danger" className={classNames?.message}>
                {t('login.expired')}
              </Alert>
            ) : (
              <Problem error={login.error ?? config.error} className={classNames?.message} />
            )}
            <div data-part="actions" className={classNames?.actions}>
              <Button type="submit" variant="primary" pending={login.isPending}>
                {t('login.submit')}
              </Button>
              {mode !== other && (
                <Button
                  variant="ghost"
                  aria-disabled={login.isPending || undefined}
                  onClick={() => {
                    if (login.isPending) return
                    setTurn(turn + 1)
                    setLacks({})
                    login.reset()
                  }}
                >
                  {t(switchTexts[other])}
                </Button>
              )}
            </div>
          </form>
        )}
        {isPrompting && (
          <StepUpPromptView
            {...controller}
            className={classNames?.prompt}
            headingLevel={headingLevel}
            unstyled={unstyled}
          />
        )}
      </div>
    )
  },
)

const switchTexts = {
  email: 'login.useEmailOrPhoneNumber',
  phoneNumber: 'login.usePhoneNumber',
  emailOrPhoneNumber: 'login.useEmailOrPhoneNumber',
  username: 'login.useUsername',
  emailOrUsername: 'login.useUsername',
} as const
