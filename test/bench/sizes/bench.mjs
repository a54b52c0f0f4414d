// Weighs the step-up of each kit in one run, as `npm run size` weighs ours: in the chunks that a Vite host makes of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../.ci/entries.mjs'
import { measure } from '../../../.ci/measure.mjs'

const here = import.meta.dirname
/** What a host of the kit has anyway, and a host of the others at least in part. */
const external = ['react', 'react-dom', '@tanstack/react-query', 'react-hook-form']

/** What a page with a step-up imports of each. `note` says what comes from elsewhere at run time. */
const kits = [
  {
    name: 'stepup-kit: a guarded mutation, dialog and client',
    from: root,
    code: `export { StepUpProvider, StepUpDialog, useGuardedMutation } from 'stepup-kit'
           export { createReachFiveClient } from 'stepup-kit/client'`,
  },
  {
    name: 'stepup-kit: everything',
    from: root,
    code: `export * from 'stepup-kit'; export { createReachFiveClient } from 'stepup-kit/client'`,
  },
  { package: '@reachfive/identity-core', code: `export { createClient } from '@reachfive/identity-core'` },
  {
    package: '@clerk/react',
    note: 'its dialogs come from a server at run time',
    code: `export { ClerkProvider, useReverification, UserProfile } from '@clerk/react'`,
  },
  {
    package: '@stytch/react',
    code: `export { StytchB2BProvider, StytchB2B, createStytchB2BClient } from '@stytch/react/b2b'`,
  },
  {
    package: '@descope/react-sdk',
    note: 'its screens come from a server at run time',
    code: `export { AuthProvider, UserProfile, Descope } from '@descope/react-sdk'`,
  },
  {
    package: '@frontegg/react',
    code: `export { useStepUp, useIsSteppedUp, SteppedUpContent } from '@frontegg/react'`,
  },
  { package: '@teamhanko/hanko-elements', code: `export { register } from '@teamhanko/hanko-elements'` },
  {
    package: 'supertokens-auth-react',
    code: `export * from 'supertokens-auth-react/recipe/multifactorauth/prebuiltui'`,
  },
  {
    package: '@aws-amplify/ui-react',
    code: `export { Authenticator, ThemeProvider } from '@aws-amplify/ui-react'`,
  },
  {
    package: '@dynamic-labs/sdk-react-core',
    code: `export { DynamicContextProvider, useStepUpAuthentication, DynamicUserProfile } from '@dynamic-labs/sdk-react-core'`,
  },
  {
    package: '@ory/elements-react',
    code: `export { Login, Settings } from '@ory/elements-react/theme'`,
  },
]

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version

/** @param {number} bytes */
const kB = (bytes) => (bytes / 1000).toFixed(1)

const rows = []
for (const kit of kits)
  rows.push({
    name: kit.package === undefined ? kit.name : `${kit.package} ${versionOf(kit.package)}`,
    note: kit.note,
    ...(await measure(kit.code, { from: kit.from ?? here, external })),
  })
const ours = rows[1]?.bytes ?? NaN

console.log('\nWhat the step-up of each kit adds to a page: minified, gzip -9, kB of 1,000 bytes\n')
console.log('| kit | at once kB | on demand kB | × stepup-kit: everything |')
console.log('| --- | --- | --- | --- |')
for (const { name, note, bytes, onDemandBytes } of rows)
  console.log(
    `| ${name}${note ? ` (${note})` : ''} | ${kB(bytes)} | ${kB(onDemandBytes)} | ${(bytes / ours).toFixed(1)} |`,
  )
