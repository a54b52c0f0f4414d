interface Names {
  readonly values: readonly string[]
  readonly types: readonly string[]
}

/** Everything that a host can import. A name here is a promise: adding is minor, renaming or removing is major. */
export const publicNames: Readonly<Record<string, Names>> = {
  'stepup-kit': { values: [], types: [] },
  'stepup-kit/client': { values: [], types: [] },
  'stepup-kit/core-sdk': { values: [], types: [] },
  'stepup-kit/testing': { values: [], types: [] },
  'stepup-kit/testing/msw': { values: ['fakeReachFiveHandlers'], types: [] },
  'stepup-kit/testing/node': { values: ['serveFakeReachFive'], types: [] },
  'stepup-kit/testing/playwright': { values: [], types: [] },
  'stepup-kit/locales/*': { values: [], types: [] },
}
