import type { Page } from '@playwright/test'
import { setupServer } from 'msw/node'
import { createFakeReachFive } from 'stepup-kit/testing'
import { fakeReachFiveHandlers } from 'stepup-kit/testing/msw'
import { serveFakeReachFive } from 'stepup-kit/testing/node'
import * as playwright from 'stepup-kit/testing/playwright'

export const server = setupServer(...fakeReachFiveHandlers(createFakeReachFive()))
export const serving = serveFakeReachFive({ port: 0 })
export type PageObjects = typeof playwright
export type Driven = Page
