import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import { useStore } from '../../hooks/context.js'
import { useMessages } from '../../hooks/useMessages.js'
import { type StepUpPromptController, useStepUpController } from '../../hooks/useStepUpController.js'
import type { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { PhoneField } from '../PhoneNumberEditor/PhoneField.js'
import { Problem } from '../PhoneNumberEditor/Problem.js'
import { StepUpPromptView } from '../StepUpPromptView/index.js'
import { Alert, Button, TextField } from '../ui/index.js'
import { emailOnly, identifierModes, modeTexts } from './identifiers.js'
import { PasswordField } from './PasswordField.js'
import type { PasswordLoginProps } from './PasswordLogin.js'
import { useLoginForm } from './useLoginForm.js'

/** What `PasswordLogin` loads when it appears. */
export function LoginForm({
  defaultIdentifier = '',
  prompt = 'inline',
  action,
  getCaptcha,
  onSuccess,
  headingLevel,
  classNames,
  unstyled,
  config,
}: PasswordLoginProps & { config: ReturnType<typeof useTenantConfig> }) {
  const { t } = useMessages()
  const presenter = useId()
  const controller = useOwnPrompt(presenter)

  const modes = identifierModes(config.data?.loginTypeAllowed ?? emailOnly)
  const [turn, setTurn] = useState(0)
  const mode = modes[turn % modes.length] ?? 'email'
  const other = modes[(turn + 1) % modes.length] ?? mode
  const [phoneNumber, setPhoneNumber] = useState(defaultIdentifier)
  const login = useLoginForm({
    mode,
    presenter: prompt === 'inline' ? presenter : undefined,
    action,
    getCaptcha,
    onSuccess,
  })
  const { lacks, identifierInput, passwordInput } = login
  const isPending = login.status === 'pending'
  const isDone = login.status === 'success'

  const identifier = {
    ref: identifierInput,
    name: 'username',
    autoComplete: 'username',
    className: classNames?.field,
    error: lacks.identifier,
    readOnly: isPending,
    required: true,
  }
  return (
    <>
      {isDone && (
        <Alert variant="success" className={classNames?.message}>
          {t('login.done')}
        </Alert>
      )}
      {/* `post`, so that a submit before hydration puts no password into the address. */}
      <form
        data-part="form"
        className={classNames?.form}
        method="post"
        hidden={controller !== null || isDone}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          login.submit(mode === 'phoneNumber' ? phoneNumber : undefined)
        }}
      >
        {mode === 'phoneNumber' ? (
          <PhoneField
            {...identifier}
            value={phoneNumber}
            onValueChange={(value) => {
              setPhoneNumber(value)
              login.edited('identifier')
            }}
          />
        ) : (
          <TextField
            // Not the mode: what is typed stays when the tenant's settings come late.
            key={turn}
            {...identifier}
            label={t(modeTexts[mode].label)}
            defaultValue={turn === 0 ? defaultIdentifier : ''}
            type={mode === 'email' ? 'email' : 'text'}
            inputMode={mode === 'username' ? 'text' : 'email'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onChange={() => login.edited('identifier')}
          />
        )}
        <PasswordField
          ref={passwordInput}
          name="password"
          className={classNames?.field}
          label={t('login.password')}
          error={lacks.password}
          readOnly={isPending}
          required
          isShown={login.isPasswordShown}
          onShownChange={login.setPasswordShown}
          onChange={() => login.edited('password')}
        />
        {login.hasRunOut ? (
          <Alert variant="danger" className={classNames?.message}>
            {t('login.expired')}
          </Alert>
        ) : (
          <Problem error={login.error ?? config.error} className={classNames?.message} />
        )}
        <div data-part="actions" className={classNames?.actions}>
          <Button type="submit" variant="primary" pending={isPending}>
            {t('login.submit')}
          </Button>
          {mode !== other && (
            <Button
              variant="ghost"
              aria-disabled={isPending || undefined}
              onClick={() => {
                if (isPending) return
                setTurn(turn + 1)
                login.clear()
              }}
            >
              {t(modeTexts[other].switchTo)}
            </Button>
          )}
        </div>
      </form>
      {controller && (
        <div data-part="prompt" ref={leadIn}>
          <StepUpPromptView
            {...controller}
            className={classNames?.prompt}
            headingLevel={headingLevel}
            unstyled={unstyled}
          />
        </div>
      )}
    </>
  )
}

/** Shows nothing but the step-up that is asked for by this id; `null` while there is none. */
function useOwnPrompt(id: string): StepUpPromptController | null {
  const store = useStore('PasswordLogin')
  useEffect(() => store.register(id, 'private'), [store, id])
  const controller = useStepUpController()
  const presenter = useSyncExternalStore(store.subscribe, store.getPresenter, () => null)
  return presenter === id && controller.state.status !== 'idle' ? controller : null
}

/** What had the focus is hidden now; from its title on the prompt leads by itself. */
function leadIn(prompt: HTMLElement | null): void {
  prompt?.querySelector<HTMLElement>('[data-part=title]')?.focus()
}
