// @vitest-environment jsdom
import { createClient } from '@reachfive/identity-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeReachFive, type FakeReachFive } from '../../src/testing/index.js'
import { redirectUri } from './support.js'

const auth = { redirectUri, scope: 'mfa full_write' }

function sdkOver(fake: FakeReachFive) {
  vi.stubGlobal('fetch', fake.fetch)
  return createClient({ domain: 'account.example.com', clientId: 'fake-client' })
}

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  return () => vi.unstubAllGlobals()
})

async function signIn(fake: FakeReachFive, sdk: ReturnType<typeof createClient>): Promise<string> {
  const { email, password } = fake.currentPersona
  const login: unknown = await sdk.loginWithPassword({ email, password, auth })
  expect(login).toMatchObject({ stepUpToken: expect.any(String) })
  const stepUp = String(Reflect.get(Object(login), 'stepUpToken'))
  return verified(fake, sdk, stepUp)
}

async function verified(
  fake: FakeReachFive,
  sdk: ReturnType<typeof createClient>,
  stepUp: string,
): Promise<string> {
  const { challengeId } = await sdk.startPasswordless({ authType: 'sms', stepUp })
  const answer = await sdk.verifyMfaPasswordless({
    challengeId: challengeId ?? '',
    verificationCode: fake.lastCode('sms'),
    trustDevice: true,
  })
  const code = String(Reflect.get(Object(answer), 'code'))
  const tokens = await sdk.exchangeAuthorizationCodeWithPkce({ code, redirectUri })
  return tokens.accessToken ?? ''
}

describe("ReachFive's own Core SDK, unmodified", () => {
  it('reads the settings it needs', async () => {
    expect(await sdkOver(createFakeReachFive()).remoteSettings).toMatchObject({
      sso: true,
      isPublic: true,
      pkceEnforced: true,
      mfaEmailEnabled: true,
      mfaSmsEnabled: true,
      rbaEnabled: true,
      loginTypeAllowed: { email: true, phoneNumber: true, customIdentifier: true },
      passwordPolicy: { minLength: 8 },
      socialProviders: [],
      customFields: [],
    })
  })

  it('logs in with a second factor and steps up by the session that it got', async () => {
    const fake = createFakeReachFive({ seed: 'smsAndEmail' })
    const sdk = sdkOver(fake)
    await signIn(fake, sdk)
    expect(await sdk.getSessionInfo()).toMatchObject({
      isAuthenticated: true,
      email: fake.currentPersona.email,
    })
    const { amr, token } = await sdk.getMfaStepUpToken({ options: auth })
    expect(amr).toEqual(['email', 'sms'])
    expect(await verified(fake, sdk, token)).toMatch(/^\w+\.\w+\.\w+$/)
  })

  it('manages credentials, devices and the profile', async () => {
    const fake = createFakeReachFive({ seed: 'smsOnly' })
    const sdk = sdkOver(fake)
    const accessToken = await signIn(fake, sdk)
    expect(await sdk.startMfaEmailRegistration({ accessToken })).toMatchObject({ status: 'enabled' })
    const phoneNumber = '+33639980055'
    expect(await sdk.startMfaPhoneNumberRegistration({ accessToken, phoneNumber })).toEqual({
      status: 'sms_sent',
    })
    await sdk.verifyMfaPhoneNumberRegistration({ accessToken, verificationCode: fake.lastCode('sms') })
    const { credentials } = await sdk.listMfaCredentials(accessToken)
    expect(credentials.map(({ type }) => type)).toEqual(['sms', 'email', 'sms'])
    await sdk.removeMfaPhoneNumber({ accessToken, phoneNumber })
    await sdk.removeMfaEmail({ accessToken })
    expect(fake.state.currentUser.credentials).toHaveLength(1)

    const devices: unknown = await sdk.listTrustedDevices(accessToken)
    const [device] = fake.state.currentUser.trustedDevices
    expect(devices).toMatchObject({ trustedDevices: [{ id: device?.id, userId: fake.currentPersona.id }] })
    await sdk.removeTrustedDevice({ accessToken, trustedDeviceId: device?.id ?? '' })

    await sdk.updatePhoneNumber({ accessToken, phoneNumber: '+33639980056' })
    await sdk.verifyPhoneNumber({
      accessToken,
      phoneNumber: '+33639980056',
      verificationCode: fake.lastCode('sms'),
    })
    await sdk.updateEmail({ accessToken, email: 'sami@example.org' })
    await sdk.verifyEmail({
      accessToken,
      email: 'sami@example.org',
      verificationCode: fake.lastCode('email'),
    })
    expect(await sdk.getUser({ accessToken })).toMatchObject({
      email: 'sami@example.org',
      emailVerified: true,
      phoneNumber: '+33639980056',
      phoneNumberVerified: true,
    })
    await sdk.sendEmailVerification({ accessToken })
    await sdk.sendPhoneNumberVerification({ accessToken })
    await sdk.updateProfile({ accessToken, data: { givenName: 'Samira' } })
    await sdk.updatePassword({ accessToken, password: 'Another-Good-1' })
    expect(fake.requests.filter(({ status }) => status !== undefined && status >= 400)).toEqual([])
  })

  it('gets errors in the shape that it knows', async () => {
    const fake = createFakeReachFive()
    const sdk = sdkOver(fake)
    const { email } = fake.currentPersona
    await expect(sdk.loginWithPassword({ email, password: 'no', auth })).rejects.toMatchObject({
      error: 'invalid_grant',
      errorMessageKey: 'error.invalidEmailOrPassword',
      errorUserMsg: 'Invalid email or password',
    })
  })
})
