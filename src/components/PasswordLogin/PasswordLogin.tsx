import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import type { PasswordLoginOutcome } from '../../hooks/usePasswordLogin.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import type { CaptchaOption } from '../../hooks/useUpdateEmail.js'
import { onDemand } from '../../internal/on-demand.js'
import type { StepUpPromptViewProps } from '../StepUpPromptView/index.js'
import { Loaded } from '../ui/Loaded.js'
import { rootAttributes, type StylableProps } from '../ui/index.js'

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

const form = /* @__PURE__ */ onDemand(() => import('./LoginForm.js'))

/**
 * Password login that goes on into the step-up where the tenant requires a second factor. Takes an email, a phone
 * number or a username, as the tenant allows. The fields are the browser's own, so that autofill and password
 * managers work.
 *
 * @example
 * <PasswordLogin onSuccess={() => navigate('/account')} />
 */
export const PasswordLogin = /* @__PURE__ */ forwardRef<HTMLDivElement, PasswordLoginProps>(
  function PasswordLogin(props, ref) {
    const { defaultIdentifier, prompt, action, getCaptcha, onSuccess, headingLevel, ...others } = props
    const { className, classNames, unstyled, ...rest } = others
    const { t } = useMessages()
    // Here, so that it is read while the form is being loaded.
    const config = useTenantConfig()
    return (
      <div
        {...rest}
        {...rootAttributes<PasswordLoginPart>('password-login', { className, classNames, unstyled })}
        ref={ref}
      >
        <Loaded
          source={form}
          rows={3}
          waits={config.isPending && config.failureCount === 0}
          label={t('login.loading')}
        >
          {({ LoginForm }) => <LoginForm {...props} config={config} />}
        </Loaded>
      </div>
    )
  },
)
