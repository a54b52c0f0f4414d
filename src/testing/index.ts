export { createFakeReachFive, type FakeReachFive, type IssueTokensOptions } from './fake/create.js'
export type { FakeClock } from './fake/clock.js'
export type { OutgoingCookie } from './fake/cookies.js'
export { endpointPaths, type EndpointName } from './fake/endpoints.js'
export type { AnswerFault, DelayFault, Fault, FaultTarget, HangFault, NetworkFault } from './fake/faults.js'
export type { FakeReachFiveOptions } from './fake/options.js'
export type { Persona, PersonaName, PersonaOverrides } from './fake/personas.js'
export type { ErrorAnswer, RefusalName } from './fake/refusals.js'
export type { LoggedRequest } from './fake/server.js'
export type { FakeState, FakeUserState } from './fake/state.js'
export type { MessagePurpose, SentMessage } from './fake/store.js'
export {
  completeStepUp,
  typeCode,
  type CompleteStepUpOptions,
  type FindOptions,
  type UserLike,
} from './helpers.js'
export {
  assertRequests,
  repeatedRequests,
  requestLine,
  requestLines,
  requestsTo,
  type RequestLinesOptions,
} from './log.js'
