import { describe, expect, it } from 'vitest'
import { assertRequests, repeatedRequests, requestLines, requestsTo } from '../../src/testing/index.js'
import { get, newFake, post, sendCode, startStepUp, stepUp } from './support.js'

const fiveRequests = async () => {
  const fake = newFake()
  await get(fake, 'config?client_id=fake-client')
  const token = await stepUp(fake)
  await post(fake, 'update-phone-number', { phone_number: '+33639980042' }, token)
  return fake
}
const expected = [
  'POST mfa/stepup',
  'POST passwordless/start',
  'POST passwordless/verify',
  'POST oauth/token',
  'POST update-phone-number',
]

describe('assertions on the log', () => {
  it('list what came, without the configuration unless that is asked for', async () => {
    const fake = await fiveRequests()
    expect(requestLines(fake)).toEqual(expected)
    expect(requestLines(fake, { ignore: [] })[0]).toBe('GET config')
    expect(requestsTo(fake, 'oauth/token')).toMatchObject([{ status: 200 }])
  })

  it('fail with both lists when something else came', async () => {
    const fake = await fiveRequests()
    expect(() => assertRequests(fake, expected)).not.toThrow()
    expect(() => assertRequests(fake, expected.slice(1))).toThrow(
      /Expected:\n {2}POST passwordless\/start\n[^]*Received:\n {2}POST mfa\/stepup/,
    )
    expect(() => assertRequests(newFake(), ['POST mfa/stepup'])).toThrow('Received:\n  (none)')
  })

  it('name the requests that came twice', async () => {
    const fake = newFake()
    fake.openSession()
    const token = await startStepUp(fake)
    await sendCode(fake, token)
    expect(repeatedRequests(fake)).toEqual([])
    await sendCode(fake, token)
    expect(repeatedRequests(fake)).toEqual(['POST passwordless/start'])
  })
})
