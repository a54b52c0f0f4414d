import { type ComponentType, type ReactElement, type ReactNode, Suspense } from 'react'
import * as kit from '../../src/index.js'
import { at, states, viewOf } from '../../stories/support/states.js'
import { createWorld, pageOf, type World } from '../components/account.world.js'
import { Save } from '../components/StepUp.support.js'

type Kit = typeof kit
type Capitalized = { [Name in keyof Kit]: Name extends Capitalize<Name> ? Name : never }[keyof Kit]

/** The names of all public components. */
export type ComponentName = Exclude<Capitalized, `${string}Error`>

export { at }

export const publicNames = Object.keys(kit)

const {
  EmailEditor,
  MfaCredentialManager,
  nameOfState,
  OtpInput,
  PasswordLogin,
  PhoneNumberEditor,
  PhoneNumberField,
  ResendCountdown,
  StepUpDialog,
  StepUpGuard,
  StepUpPrompt,
  StepUpPromptView,
  TrustedDeviceManager,
  VerifiedUntil,
} = kit

const nothing = () => {}

/** What the button says without a provider, in no language of its own. */
export const labels: kit.ResendLabels = {
  resend: 'Send again',
  resendIn: (time) => `Send again in ${time}`,
  pending: 'Sending',
  sent: 'Sent',
  remaining: (seconds) => `${seconds} seconds left`,
  possible: 'Now',
}

/** The name under which the browser kept a wait. */
export const storageName = 'code'

export const wait = { deadline: at + 30_000, windowSeconds: 30, onResend: nothing }

/** Each public component with what changes its markup: one that has no entry does not compile. */
export const cases: Record<ComponentName, Readonly<Record<string, ReactNode>>> = {
  StepUpProvider: { 'with its dialog': <HookReader />, 'with a page of its own': <Everything /> },
  StepUpDialog: { closed: <StepUpDialog headingLevel={3} /> },
  StepUpPrompt: { idle: <StepUpPrompt /> },
  StepUpPromptView: Object.fromEntries(
    Object.values(states).flatMap((state) => {
      const name = nameOfState(state)
      const view = viewOf(name)
      const { codeLength: _, ...plain } = view
      return [
        [name, <StepUpPromptView key={name} {...view} />],
        [`${name}, code of unknown length`, <StepUpPromptView key={name} {...plain} />],
      ]
    }),
  ),
  StepUpGuard: { closed: <StepUpGuard>Recovery codes</StepUpGuard> },
  OtpInput: {
    empty: <OtpInput aria-label="Code" name="code" groups={[3, 3]} autoFocus />,
    'with a start': <OtpInput aria-label="Code" defaultValue="12" placeholder="000000" mask />,
    controlled: <OtpInput aria-label="Code" value="1234" length={4} onValueChange={nothing} invalid />,
    disabled: <OtpInput aria-label="Code" disabled autoSubmit="Checked at once." />,
  },
  ResendCountdown: {
    waiting: <ResendCountdown {...wait} />,
    'long waiting': <ResendCountdown {...wait} deadline={at + 7_200_000} windowSeconds={7200} />,
    'waiting without a limit': <ResendCountdown deadline={at + 30_000} onResend={nothing} />,
    'with texts of its own': <ResendCountdown {...wait} labels={labels} />,
    pending: <ResendCountdown {...wait} pending />,
    ready: <ResendCountdown {...wait} deadline={null} />,
    'a wait that the browser kept': <ResendCountdown {...wait} deadline={null} storageName={storageName} />,
  },
  VerifiedUntil: { time: <VerifiedUntil />, countdown: <VerifiedUntil format="countdown" /> },
  MfaCredentialManager: { loading: <MfaCredentialManager mfaRequired="always" /> },
  EmailEditor: {
    'of the profile': <EmailEditor />,
    'of an email': <EmailEditor currentEmail="jo@example.com" />,
  },
  PhoneNumberEditor: {
    'of the profile': <PhoneNumberEditor defaultCountry="FR" />,
    'of a number': <PhoneNumberEditor currentPhoneNumber="+33612345678" />,
  },
  PhoneNumberField: {
    empty: <PhoneNumberField value="" />,
    filled: <PhoneNumberField value="+33612345678" defaultCountry="FR" hint="Mobile" error="Wrong" />,
  },
  TrustedDeviceManager: { loading: <TrustedDeviceManager /> },
  PasswordLogin: { loading: <PasswordLogin defaultIdentifier="jo@example.com" /> },
}

/** What the hooks that read give, as text. */
function HookReader() {
  const { state } = kit.useStepUp()
  const { fresh, expiresAt } = kit.useStepUpStatus()
  const { remainingSeconds, isOver } = kit.useCountdown(wait.deadline, wait)
  const { isPending } = kit.useProfile()
  return <output>{JSON.stringify({ state, fresh, expiresAt, remainingSeconds, isOver, isPending })}</output>
}

/** A page of a product team. */
function Everything() {
  return (
    <main>
      <VerifiedUntil />
      <PhoneNumberEditor defaultCountry="FR" />
      <EmailEditor />
      <MfaCredentialManager />
      <TrustedDeviceManager />
      <StepUpGuard>Recovery codes</StepUpGuard>
    </main>
  )
}

/** Each case by its names. */
export const names = Object.entries(cases).flatMap(([component, named]) =>
  Object.keys(named).map((name) => ({ component, name })),
)

/** One case on a host's page. */
export function elementOf(component: string, name: string): { element: ReactElement; world: World } {
  const found = Object.entries(cases).find(([key]) => key === component)?.[1][name]
  const world = createWorld()
  return { element: pageOf(found, world, { codeLength: 6 }), world }
}

/** A page with a part that the server has ready and the browser loads later. */
export function streamed(Part: ComponentType = Late, world = createWorld()): ReactElement {
  return pageOf(
    <>
      <Save />
      <Suspense fallback="One moment">
        <Part />
      </Suspense>
    </>,
    world,
  )
}

export function Late() {
  return (
    <section aria-label="Late">
      <VerifiedUntil />
      <HookReader />
    </section>
  )
}
