import { setupServer } from 'msw/node'
import { createFakeReachFive } from 'stepup-kit/testing'
import { fakeReachFiveHandlers } from 'stepup-kit/testing/msw'
import { serveFakeReachFive } from 'stepup-kit/testing/node'

export const server = setupServer(...fakeReachFiveHandlers(createFakeReachFive()))
export const serving = serveFakeReachFive({ port: 0 })
