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
    persistDeadline('sms', now + 20_000, 40)
    expect(readDeadline('sms', 30, now)).toEqual({
      deadline: now + 20_000,
      windowSeconds: 40,
      isNew: false,
    })
    expect(readDeadline('email', 30, now)).toBeNull()
  })

  test.each([NaN, null])('is none when it is not a time: %s', (deadline) => {
    persistDeadline('sms', deadline)
    expect(readDeadline('sms', Infinity, now)).toBeNull()
  })

  test.each([
    ['its own window', 30, 60],
    ['the usual one, where it had none', Infinity, 30],
    ['the usual one, where its own is no number', NaN, 30],
  ])('rule 7: is never longer than %s', (_which, own, usual) => {
    persistDeadline('sms', now + 3_600_000, own)
    expect(readDeadline('sms', usual, now)).toEqual({
      deadline: now + 30_000,
      windowSeconds: 30,
      isNew: true,
    })
  })

  test('is as long as it was where there is no window', () => {
    persistDeadline('sms', now + 3_600_000)
    expect(readDeadline('sms', Infinity, now)?.deadline).toBe(now + 3_600_000)
    expect(readDeadline('sms', NaN, now)?.deadline).toBe(now + 3_600_000)
  })

  test('is forgotten where storage is off', () => {
    vi.stubGlobal('sessionStorage', undefined)
    persistDeadline('sms', now + 20_000)
    expect(readDeadline('sms', Infinity, now)).toBeNull()
  })
})
