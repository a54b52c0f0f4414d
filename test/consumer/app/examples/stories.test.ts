// Storybook runs the play function in its own test runner; a portable story runs it in any.
import { composeStories } from '@storybook/react-vite'
import { test } from 'vitest'
import * as stories from './page.stories.js'

const { Changed } = composeStories(stories)

test('the play function of the story goes through the step-up', async () => {
  await Changed.run()
})
