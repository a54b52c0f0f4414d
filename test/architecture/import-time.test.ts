import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entries, root } from '../../.ci/entries.mjs'

/** What a server lacks, and what a privacy-minded host does not want touched before it says so. */
const guarded = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
] as const

const originals = new Map<string, PropertyDescriptor | undefined>()
let touched: string[] = []

beforeEach(async () => {
  // The peers look for a window themselves; they are none of the kit's business here.
  await Promise.all([
    import('react'),
    import('react/jsx-runtime'),
    import('react-dom'),
    import('@tanstack/react-query'),
    import('react-hook-form'),
    import('msw'),
    import('@playwright/test'),
  ])
  touched = []
  for (const name of guarded) {
    originals.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) })
  }
})

afterEach(() => {
  for (const [name, original] of originals) {
    Reflect.deleteProperty(globalThis, name)
    if (original) Object.defineProperty(globalThis, name, original)
  }
})

// The command of the fake API starts a server when it is loaded: that is its purpose.
const importable = Object.entries(entries).filter(([name]) => name !== 'testing/fake-api')

describe('importing touches no browser', () => {
  it.each(importable)('%s', async (_, source) => {
    expect(existsSync(join(root, source)), `${source} exists`).toBe(true)
    await import(/* @vite-ignore */ join(root, source))
    expect(touched).toEqual([])
  })

  it('the guard sees a touch', () => {
    expect(typeof document).toBe('undefined')
    expect(touched).toEqual(['document'])
  })
})
