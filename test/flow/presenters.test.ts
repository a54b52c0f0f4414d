import { expect, it } from 'vitest'
import { createPresenters } from '../../src/flow/presenters.js'

it('a prompt that was asked for and has left meanwhile gives way to the one that is there', () => {
  const presenters = createPresenters(() => {})
  presenters.register('dialog', 'dialog')
  const leave = presenters.register('guard', 'private')
  presenters.prefer('guard')
  expect(presenters.getPresenter()).toBe('guard')
  leave()
  expect(presenters.getPresenter()).toBe('dialog')
})
