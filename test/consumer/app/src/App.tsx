import { createFakeReachFive } from 'stepup-kit/testing'
import { Page } from '../examples/Page.js'

/** All that a page needs, made when it is rendered and not when it is imported. */
export function createPage() {
  const fake = createFakeReachFive({ sso: false })
  const { accessToken } = fake.issueTokens('smsAndEmail')
  return { fake, page: <Page options={{ ...fake.clientOptions, getAccessToken: () => accessToken }} /> }
}
