import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { persistDeadline, readDeadline } from '../../src/internal/deadline-storage.js'

const now = Date.UTC(2026, 10, 1)

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>()
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', storage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('A wait that outlives a reload', () => {
  test('is read as it was written, under its own name', () => {
    persistDeadline('sms', now + 20_000)
    expect(readDeadline('sms', Infinity)).toBe(now + 20_000)
    expect(readDeadline('email', Infinity)).toBeNull()
  })

  test.each([NaN, null])('is none when it is not a time: %s', (deadline) => {
    persistDeadline('sms', deadline)
    expect(readDeadline('sms', Infinity)).toBeNull()
  })

  test('rule 7: is never later than the latest that can be', () => {
    persistDeadline('sms', now + 3_600_000)
    expect(readDeadline('sms', now + 30_000)).toBe(now + 30_000)
    expect(readDeadline('sms', NaN)).toBe(now + 3_600_000)
  })

  test('is forgotten where storage is off', () => {
    vi.stubGlobal('sessionStorage', undefined)
    persistDeadline('sms', now + 20_000)
    expect(readDeadline('sms', Infinity)).toBeNull()
  })
})
