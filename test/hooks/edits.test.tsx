import { describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError, ResponseShapeError, StepUpRequiredError } from '../../src/client/errors.js'
import type { EnrollmentResult, MfaCredential } from '../../src/client/types.js'
import { stepUpKeys } from '../../src/hooks/keys.js'
import { useEnrollCredential } from '../../src/hooks/useEnrollCredential.js'
import { useMfaCredentials } from '../../src/hooks/useMfaCredentials.js'
import { useProfile } from '../../src/hooks/useProfile.js'
import { useRemoveCredential } from '../../src/hooks/useRemoveCredential.js'
import { useRemoveTrustedDevice } from '../../src/hooks/useRemoveTrustedDevice.js'
import { useSendEmailVerification } from '../../src/hooks/useSendEmailVerification.js'
import { useSendPhoneNumberVerification } from '../../src/hooks/useSendPhoneNumberVerification.js'
import { useTrustedDevices } from '../../src/hooks/useTrustedDevices.js'
import { useUpdateEmail } from '../../src/hooks/useUpdateEmail.js'
import { useUpdatePhoneNumber } from '../../src/hooks/useUpdatePhoneNumber.js'
import { useVerifyEmail } from '../../src/hooks/useVerifyEmail.js'
import { useVerifyEnrollment } from '../../src/hooks/useVerifyEnrollment.js'
import { useVerifyPhoneNumber } from '../../src/hooks/useVerifyPhoneNumber.js'
import { makeToken, type StubClient } from '../flow/support.js'
import {
  devices,
  email,
  type Known,
  lists,
  otherPhone,
  phone,
  profile,
  run,
  settledForReact,
  stepped,
} from './hooks.support.js'

type Options = { action?: string }
type Method = keyof StubClient & `${'update' | 'verify' | 'send' | 'enroll' | 'remove'}${string}`

interface Edit {
  name: string
  /** What calls the hook's mutation. */
  useIt: (options: Options) => () => Promise<unknown>
  method: Method
  /** What the client is called with, before the token. */
  input: unknown[]
  answer?: unknown
  /** What is to be read again afterwards. */
  old: (typeof lists)[number][]
  told: object[]
  /** What the prompt says is being confirmed, and the factor that it does not propose. */
  reason: object
  avoids: 'sms' | 'email'
  /** Whether a call without a grant is left to the server. */
  askedFirst: boolean
  /** The free text goes to the server with the call, too. */
  sendsAction?: true
}

/** What calls a hook's mutation with these variables. */
function by<Variables>(
  useHook: (options: Options) => { mutateAsync: (variables: Variables) => Promise<unknown> },
  variables: Variables,
) {
  return function useIt(options: Options) {
    const { mutateAsync } = useHook(options)
    return () => mutateAsync(variables)
  }
}

const operation = (name: string, more: object = {}) => ({ operation: name, ...more })
const edits: Edit[] = [
  {
    name: 'useUpdateEmail',
    useIt: by(useUpdateEmail, { email: ' New@example.com ', redirectUrl: 'https://shop.example.com/done' }),
    method: 'updateEmail',
    input: [{ email: ' New@example.com ', redirectUrl: 'https://shop.example.com/done' }],
    answer: { email: 'new@Example.com' },
    old: ['credentials', 'profile'],
    told: [{ type: 'credential.changed', factor: 'email', operation: 'updateEmail' }],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: true,
  },
  {
    name: 'useUpdateEmail, where a link is sent first',
    useIt: by(useUpdateEmail, { email: 'new@example.com' }),
    method: 'updateEmail',
    input: [{ email: 'new@example.com' }],
    answer: { email: 'jo@example.com' },
    old: ['credentials', 'profile'],
    told: [],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: true,
  },
  {
    name: 'useUpdateEmail of a profile that has none yet',
    useIt: by(useUpdateEmail, { email: 'new@example.com' }),
    method: 'updateEmail',
    input: [{ email: 'new@example.com' }],
    answer: {},
    old: ['credentials', 'profile'],
    told: [],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: true,
  },
  {
    name: 'useUpdatePhoneNumber',
    useIt: by(useUpdatePhoneNumber, { phoneNumber: '+33600000000' }),
    method: 'updatePhoneNumber',
    input: [{ phoneNumber: '+33600000000' }],
    answer: profile,
    old: ['credentials', 'profile'],
    told: [],
    reason: operation('updatePhoneNumber'),
    avoids: 'sms',
    askedFirst: true,
  },
  {
    name: 'useVerifyEmail',
    useIt: by(useVerifyEmail, { email: 'new@example.com', code: '123456' }),
    method: 'verifyEmail',
    input: [{ email: 'new@example.com', code: '123456' }],
    old: ['credentials', 'profile'],
    told: [{ type: 'credential.changed', factor: 'email', operation: 'updateEmail' }],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: false,
  },
  {
    name: 'useVerifyEmail, of the email that was there before',
    useIt: by(useVerifyEmail, { email: 'jo@example.com', code: '123456' }),
    method: 'verifyEmail',
    input: [{ email: 'jo@example.com', code: '123456' }],
    old: ['credentials', 'profile'],
    told: [],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: false,
  },
  {
    name: 'useVerifyPhoneNumber',
    useIt: by(useVerifyPhoneNumber, { phoneNumber: '+33600000000', code: '123456' }),
    method: 'verifyPhoneNumber',
    input: [{ phoneNumber: '+33600000000', code: '123456' }],
    old: ['credentials', 'profile'],
    told: [{ type: 'credential.changed', factor: 'sms', operation: 'updatePhoneNumber' }],
    reason: operation('updatePhoneNumber'),
    avoids: 'sms',
    askedFirst: false,
  },
  {
    name: 'useSendEmailVerification',
    useIt: by(useSendEmailVerification, { redirectUrl: 'https://shop.example.com/done' }),
    method: 'sendEmailVerification',
    input: [{ redirectUrl: 'https://shop.example.com/done' }],
    answer: { sent: true },
    old: [],
    told: [],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: false,
  },
  {
    name: 'useSendEmailVerification, of an email that is verified already',
    useIt: by(useSendEmailVerification, {}),
    method: 'sendEmailVerification',
    input: [{}],
    answer: { sent: false },
    old: ['profile'],
    told: [],
    reason: operation('updateEmail'),
    avoids: 'email',
    askedFirst: false,
  },
  {
    name: 'useSendPhoneNumberVerification',
    useIt: by(useSendPhoneNumberVerification, undefined),
    method: 'sendPhoneNumberVerification',
    input: [],
    old: [],
    told: [],
    reason: operation('updatePhoneNumber'),
    avoids: 'sms',
    askedFirst: false,
  },
  {
    name: 'useEnrollCredential of an email',
    useIt: by(useEnrollCredential, { factor: 'email', redirectUrl: 'https://shop.example.com/done' }),
    method: 'enrollEmail',
    input: [{ redirectUrl: 'https://shop.example.com/done' }],
    answer: { status: 'enabled' } satisfies EnrollmentResult,
    old: ['credentials', 'profile'],
    told: [{ type: 'credential.enrolled', factor: 'email', operation: 'enrollEmail' }],
    reason: operation('enrollEmail'),
    avoids: 'email',
    askedFirst: true,
    sendsAction: true,
  },
  {
    name: 'useEnrollCredential of a phone number, on a device that is to be trusted',
    useIt: by(useEnrollCredential, { factor: 'sms', phoneNumber: '+33600000000', trustDevice: true }),
    method: 'enrollPhoneNumber',
    input: [{ phoneNumber: '+33600000000', trustDevice: true }],
    answer: { status: 'enabled' } satisfies EnrollmentResult,
    old: ['credentials', 'trustedDevices', 'profile'],
    told: [
      { type: 'credential.enrolled', factor: 'sms', operation: 'enrollPhoneNumber' },
      { type: 'device.trusted', factor: 'sms', operation: 'enrollPhoneNumber' },
    ],
    reason: operation('enrollPhoneNumber'),
    avoids: 'sms',
    askedFirst: true,
    sendsAction: true,
  },
  {
    name: 'useEnrollCredential, where a code is asked for',
    useIt: by(useEnrollCredential, { factor: 'sms', trustDevice: true }),
    method: 'enrollPhoneNumber',
    input: [{ trustDevice: true }],
    answer: { status: 'codeSent', factor: 'sms' } satisfies EnrollmentResult,
    old: [],
    told: [],
    reason: operation('enrollPhoneNumber'),
    avoids: 'sms',
    askedFirst: true,
    sendsAction: true,
  },
  {
    name: 'useVerifyEnrollment',
    useIt: by(useVerifyEnrollment, { factor: 'email', code: '123456' }),
    method: 'verifyEnrollment',
    input: [{ factor: 'email', code: '123456' }],
    old: ['credentials', 'profile'],
    told: [{ type: 'credential.enrolled', factor: 'email', operation: 'enrollEmail' }],
    reason: operation('enrollEmail'),
    avoids: 'email',
    askedFirst: false,
  },
  {
    name: 'useRemoveCredential of an email',
    useIt: by(useRemoveCredential, email),
    method: 'removeEmailCredential',
    input: [],
    old: ['credentials'],
    told: [{ type: 'credential.removed', factor: 'email', operation: 'removeEmail' }],
    reason: operation('removeEmail', { target: 'j•••@example.com' }),
    avoids: 'email',
    askedFirst: true,
  },
  {
    name: 'useRemoveCredential of a phone number',
    useIt: by(useRemoveCredential, phone),
    method: 'removePhoneNumberCredential',
    input: [{ phoneNumber: '+33612345678' }],
    old: ['credentials'],
    told: [{ type: 'credential.removed', factor: 'sms', operation: 'removePhoneNumber' }],
    reason: operation('removePhoneNumber', { target: '78' }),
    avoids: 'sms',
    askedFirst: true,
  },
]

const scripted = (given: Edit, answer: () => Promise<unknown>) => {
  const method = vi.fn((..._given: unknown[]) => answer())
  return { method, methods: Object.fromEntries([[given.method, method]]) }
}

describe.each(edits)('$name', (given) => {
  it('sends what it was given with the grant, tells what changed and has it read again', async () => {
    const { method, methods } = scripted(given, async () => given.answer)
    const page = run(() => given.useIt({}), { methods })
    const edit = await page.begin(page.result.current.it)
    expect(edit.settlements).toBe(1)
    expect(edit.error).toBeUndefined()
    expect(method.mock.calls).toStrictEqual([
      [...given.input, expect.objectContaining({ accessToken: stepped, signal: expect.any(AbortSignal) })],
    ])
    expect(page.client.start.calls).toEqual([])
    expect(page.old()).toEqual(given.old)
    expect(page.events).toEqual(given.told.map((event) => ({ ...event, durationMs: 0 })))
  })

  it.each([
    ['nothing more', {}],
    ['a text of the host’s', { action: 'transfer' }],
  ])('asks for a step-up with its reason, another factor and %s', async (_, options: Options) => {
    const { method, methods } = scripted(given, () =>
      Promise.reject(new StepUpRequiredError('answered 401.', 'mfa')),
    )
    const factors = given.avoids === 'sms' ? (['sms', 'email'] as const) : (['email', 'sms'] as const)
    const page = run(() => given.useIt(options), { methods, hostToken: makeToken(), factors })
    await page.begin(page.result.current.it)
    expect(page.state()).toMatchObject({
      status: 'choosingFactor',
      reasons: [given.reason],
      suggestedFactor: given.avoids === 'sms' ? 'email' : 'sms',
    })
    expect(page.client.start.calls.map(({ input }) => input)).toStrictEqual([options])
    expect(method).toHaveBeenCalledTimes(given.askedFirst ? 0 : 1)
  })

  it('gives the host’s text to the server where the call takes it', async () => {
    const { method, methods } = scripted(given, async () => given.answer)
    const page = run(() => given.useIt({ action: 'transfer' }), { methods })
    await page.begin(page.result.current.it)
    expect(JSON.stringify(method.mock.calls).includes('"action":"transfer"')).toBe(given.sendsAction === true)
  })

  it.each([
    ['no answer', new NetworkError('No answer.', 'timeout'), true],
    ['no JSON', new ResponseShapeError('No JSON.'), true],
    ['a 404', new ApiError('answered 404.', 404), true],
    ['a 500', new ApiError('answered 500.', 500), true],
    ['a 403', new ApiError('answered 403.', 403), false],
    ['a defect', new TypeError('x'), false],
  ])(
    'fails as the call does, and has the lists read again where nobody knows: %s',
    async (_, error, isOpen) => {
      const { methods } = scripted(given, () => Promise.reject(error))
      const page = run(() => given.useIt({}), { methods })
      const edit = await page.begin(page.result.current.it)
      expect(edit.error).toBe(error)
      const isAnEdit = given.method !== 'sendPhoneNumberVerification'
      expect(page.old().length > 0).toBe(isOpen && isAnEdit)
      expect(page.events).toEqual([])
    },
  )
})

describe('what an edit of the email or phone number needs', () => {
  const requirement = async (known: Known, of: 'email' | 'sms') => {
    const update = vi.fn(async () => profile)
    const page = run(
      () => {
        const [changeEmail, changeNumber] = [useUpdateEmail(), useUpdatePhoneNumber()]
        return () =>
          of === 'email'
            ? changeEmail.mutateAsync({ email: 'new@example.com' })
            : changeNumber.mutateAsync({ phoneNumber: '+33600000000' })
      },
      { known, hostToken: makeToken(), methods: { updateEmail: update, updatePhoneNumber: update } },
    )
    await page.begin(page.result.current.it)
    expect(update).toHaveBeenCalledTimes(page.client.start.calls.length === 0 ? 1 : 0)
    return page.client.start.calls.length === 0 ? 'the server decides' : 'a step-up first'
  }

  it.each<[Known, 'email' | 'sms', string]>([
    [{}, 'email', 'a step-up first'],
    [{ profile }, 'email', 'a step-up first'],
    [{ credentials: [] }, 'email', 'the server decides'],
    [{ credentials: [phone] }, 'email', 'the server decides'],
    [{ credentials: [email] }, 'email', 'a step-up first'],
    [{ credentials: [email], profile }, 'email', 'a step-up first'],
    [{ credentials: [email], profile: { email: 'x@example.com' } }, 'email', 'the server decides'],
    [{ credentials: [phone], profile }, 'sms', 'a step-up first'],
    [{ credentials: [email, otherPhone], profile }, 'sms', 'the server decides'],
    [{ credentials: [email, otherPhone], profile: {} }, 'sms', 'a step-up first'],
    [{ credentials: [{ type: 'email', email: '+33612345678' }], profile }, 'sms', 'the server decides'],
  ])('of %j, for the %s: %s', async (known, of, expected) => {
    expect(await requirement(known, of)).toBe(expected)
  })
})

describe('what is shown before the list is read again', () => {
  it('a credential that was added, once', async () => {
    const credential = otherPhone
    const methods = { enrollPhoneNumber: vi.fn(async () => ({ status: 'enabled' as const, credential })) }
    const page = run(
      () => {
        const { mutateAsync } = useEnrollCredential()
        return () => mutateAsync({ factor: 'sms' })
      },
      { methods },
    )
    await page.begin(page.result.current.it)
    await page.begin(page.result.current.it)
    expect(page.cached('credentials')).toEqual([email, phone, otherPhone])
  })

  it('nothing, where no list was read or a code is still asked for', async () => {
    let status: 'enabled' | 'codeSent' = 'enabled'
    const methods = {
      enrollPhoneNumber: async (): Promise<EnrollmentResult> =>
        status === 'enabled' ? { status, credential: otherPhone } : { status, factor: 'sms' },
      removeTrustedDevice: async () => {},
      removeEmailCredential: async () => {},
    }
    const useBoth = () => {
      const [enroll, revoke, remove] = [
        useEnrollCredential(),
        useRemoveTrustedDevice(),
        useRemoveCredential(),
      ]
      return async () => {
        await enroll.mutateAsync({ factor: 'sms' })
        await revoke.mutateAsync({ id: 'one' })
        await remove.mutateAsync(email)
      }
    }
    const empty = run(useBoth, { methods, known: {} })
    expect((await empty.begin(empty.result.current.it)).error).toBeUndefined()
    for (const list of lists) expect(empty.cached(list)).toBeUndefined()

    status = 'codeSent'
    const page = run(useBoth, { methods })
    await page.begin(page.result.current.it)
    expect(page.cached('credentials')).toEqual([phone])
  })

  it('a credential that was removed is gone, and no other', async () => {
    const alike: MfaCredential = { type: 'email', email: phone.phoneNumber }
    const removed = vi.fn(async () => {})
    const page = run(
      () => {
        const { mutateAsync } = useRemoveCredential()
        return () => mutateAsync(phone)
      },
      {
        known: { credentials: [email, phone, otherPhone, alike] },
        methods: { removePhoneNumberCredential: removed },
      },
    )
    await page.begin(page.result.current.it)
    expect(page.cached('credentials')).toEqual([email, otherPhone, alike])
  })

  it('a device that is trusted no more is gone', async () => {
    const removeTrustedDevice = vi.fn(async () => {})
    const page = run(
      () => {
        const { mutateAsync } = useRemoveTrustedDevice()
        return () => mutateAsync({ id: 'one' })
      },
      { methods: { removeTrustedDevice } },
    )
    await page.begin(page.result.current.it)
    expect(removeTrustedDevice).toHaveBeenCalledWith(
      { id: 'one' },
      expect.objectContaining({ accessToken: stepped }),
    )
    expect(page.cached('trustedDevices')).toEqual([devices[1]])
    expect(page.old()).toEqual(['trustedDevices'])
    expect(page.events).toEqual([{ type: 'device.revoked', operation: 'removeTrustedDevice', durationMs: 0 }])
  })

  it.each([{}, { action: 'transfer' }])(
    'a device is trusted until the server wants no step-up any more: %j',
    async (options: Options) => {
      const removeTrustedDevice = vi.fn(() => Promise.reject(new StepUpRequiredError('answered 401.', 'mfa')))
      const page = run(
        () => {
          const { mutateAsync } = useRemoveTrustedDevice(options)
          return () => mutateAsync({ id: 'one' })
        },
        { methods: { removeTrustedDevice }, hostToken: makeToken() },
      )
      await page.begin(page.result.current.it)
      expect(removeTrustedDevice).toHaveBeenCalledTimes(1)
      expect(page.state()).toMatchObject({ reasons: [{ operation: 'removeTrustedDevice' }] })
      expect(page.client.start.calls.map(({ input }) => input)).toStrictEqual([options])
      expect(page.cached('trustedDevices')).toEqual(devices)
    },
  )

  it('tells how long the change took', async () => {
    let answer = () => {}
    const page = run(
      () => {
        const { mutateAsync } = useRemoveTrustedDevice()
        return () => mutateAsync({ id: 'one' })
      },
      { methods: { removeTrustedDevice: () => new Promise((resolve) => (answer = resolve)) } },
    )
    await page.begin(page.result.current.it)
    page.clock.advance(1_500)
    await page.begin(answer)
    expect(page.events).toMatchObject([{ durationMs: 1_500 }])
  })
})

describe('where codes go', () => {
  it('is told, masked, of a factor with one destination, and follows the list', async () => {
    const page = run(() => null)
    expect(page.result.current.prompt.destinations).toEqual({
      email: 'j•••@example.com',
      sms: '••• ••• 78',
    })
    const { destinations } = page.result.current.prompt
    page.rerender()
    expect(page.result.current.prompt.destinations).toBe(destinations)
    await page.begin(() =>
      page.queryClient.setQueryData(stepUpKeys.credentials(page.client), [phone, otherPhone, email]),
    )
    expect(page.result.current.prompt.destinations).toEqual({ email: 'j•••@example.com' })
  })

  it('is not known where no list was read', () => {
    expect(run(() => null, { known: {} }).result.current.prompt.destinations).toEqual({})
  })
})

describe('lists of other tabs', () => {
  const listen = (id: string) => {
    const channel = new BroadcastChannel(`stepup-kit:${id}`)
    const heard: unknown[] = []
    channel.onmessage = ({ data }) => void heard.push(data)
    return { channel, heard }
  }

  it('are told which to read again, and nothing of what is in them', async () => {
    const page = run(
      () => {
        const { mutateAsync } = useUpdatePhoneNumber()
        return () => mutateAsync({ phoneNumber: '+33600000000' })
      },
      { methods: { updatePhoneNumber: async () => profile } },
    )
    const { channel, heard } = listen(page.client.id)
    await page.begin(page.result.current.it)
    await vi.waitFor(() => expect(heard).toEqual(['profile', 'credentials']), { timeout: 10_000 })
    channel.close()
  })

  it('have this one read again what it shows, until nothing here shows it', async () => {
    const listCredentials = vi.fn(async () => [email])
    const getProfile = vi.fn(async () => profile)
    const page = run(() => [useMfaCredentials(), useProfile()], {
      known: {},
      methods: { listCredentials, getProfile },
    })
    await page.begin(() => {})
    const before = [listCredentials.mock.calls.length, getProfile.mock.calls.length]
    const { channel } = listen(page.client.id)
    channel.postMessage('everything')
    channel.postMessage({ list: 'profile' })
    channel.postMessage('credentials')
    await vi.waitFor(() => expect(listCredentials).toHaveBeenCalledTimes((before[0] ?? 0) + 1), {
      timeout: 10_000,
    })
    expect(getProfile).toHaveBeenCalledTimes(before[1] ?? 0)
    page.unmount()
    channel.postMessage('credentials')
    await settledForReact()
    expect(page.old()).toEqual([])
    channel.close()
  })
})

describe('a list that the server shows only after a step-up', () => {
  it('opens no prompt by itself, and is unlocked by a click', async () => {
    const listTrustedDevices = vi.fn(async ({ accessToken }: { accessToken?: string } = {}) => {
      if (accessToken === page.client.hostToken) throw new StepUpRequiredError('answered 401.', 'mfa')
      return devices
    })
    const page = run(() => useTrustedDevices(), {
      known: {},
      hostToken: makeToken(),
      factors: ['sms'],
      methods: { listTrustedDevices },
    })
    await page.begin(() => {})
    expect(page.result.current.it).toMatchObject({ needsStepUp: true, isAvailable: true })
    expect(page.state().status).toBe('idle')
    await page.begin(() => page.result.current.it.unlock.mutate())
    expect(page.state()).toMatchObject({ reasons: [{ operation: 'listTrustedDevices' }] })
    await page.begin(() => page.result.current.prompt.onSubmit('501028'))
    expect(page.cached('trustedDevices')).toEqual(devices)
    expect(page.result.current.it).toMatchObject({ needsStepUp: false, data: devices })
  })

  it.each(['error.feature.notAvailable', 'error.unknown'])(
    'is not there where it is off: %s',
    async (key) => {
      const listTrustedDevices = () =>
        Promise.reject(new ApiError('answered 400.', 400, { body: { messageKey: key } }))
      const page = run(() => useTrustedDevices(), { known: {}, methods: { listTrustedDevices } })
      await page.begin(() => {})
      expect(page.result.current.it).toMatchObject({
        isAvailable: key !== 'error.feature.notAvailable',
        needsStepUp: false,
      })
    },
  )
})

describe('a prompt of the host’s own', () => {
  it('asks for a step-up that nothing waits for, and withdraws it when it is gone', async () => {
    const page = run(() => null, { hostToken: makeToken() })
    await page.begin(() => page.result.current.prompt.onStart())
    expect(page.state().status).toBe('choosingFactor')
    page.unmount()
    expect(page.events.at(-1)).toMatchObject({ type: 'stepup.cancelled', reason: 'unmounted' })
  })

  it('leads to the sign-in page and ends the step-up, where the host has one', async () => {
    const onLoginRequired = vi.fn()
    const page = run(() => null, { hostToken: makeToken(), onLoginRequired })
    await page.begin(() => page.result.current.prompt.onStart())
    await page.begin(() => page.result.current.prompt.onSignIn?.())
    expect(onLoginRequired).toHaveBeenCalledTimes(1)
    expect(page.state().status).toBe('idle')
    expect(run(() => null).result.current.prompt).not.toHaveProperty('onSignIn')
  })

  it('does all that a person can do', async () => {
    const page = run(() => null, { hostToken: makeToken() })
    const { prompt } = page.result.current
    await page.begin(prompt.onStart)
    await page.begin(() => prompt.onChooseFactor('email'))
    expect(page.state()).toMatchObject({ status: 'enteringCode', challenge: { factor: 'email' } })
    await page.begin(() => prompt.onCodeChange('12'))
    await page.begin(() => prompt.onTrustDeviceChange(true))
    expect(page.result.current.prompt).toMatchObject({ code: '12', trustDevice: true })
    await page.begin(prompt.onChangeFactor)
    expect(page.state().status).toBe('choosingFactor')
    await page.begin(prompt.onBack)
    expect(page.state().status).toBe('enteringCode')
    page.clock.advance(30_000)
    await page.begin(prompt.onResend)
    expect(page.client.send.calls).toHaveLength(2)
    await page.begin(() => prompt.onSubmit())
    expect(page.client.verify.last().input).toMatchObject({ code: '12', trustDevice: true })
    await page.begin(prompt.onCancel)
    expect(page.state().status).toBe('idle')
    page.client.start.refuseNext(new NetworkError('No answer.', 'offline'))
    await page.begin(prompt.onStart)
    expect(page.state().status).toBe('failed')
    await page.begin(prompt.onRetry)
    expect(page.state().status).toBe('choosingFactor')
  })

  it.each([
    ['offer', true, true],
    ['offer', false, false],
    ['never', true, false],
  ] as const)(
    'offers to trust the device (%s) where the tenant can (%s): %s',
    async (trustDevice, can, offers) => {
      const getConfig = vi.fn(async () => ({
        sso: true,
        rbaEnabled: can,
        loginTypeAllowed: { email: true, phoneNumber: false, customIdentifier: false },
      }))
      const page = run(() => null, { hostToken: makeToken(), trustDevice, methods: { getConfig } })
      await page.begin(() => {})
      expect(getConfig).not.toHaveBeenCalled()
      await page.begin(page.result.current.prompt.onStart)
      expect(getConfig).toHaveBeenCalledTimes(trustDevice === 'offer' ? 1 : 0)
      expect(page.result.current.prompt.offersTrustDevice).toBe(offers)
    },
  )
})
