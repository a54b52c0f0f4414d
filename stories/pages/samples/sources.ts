import nextProviders from './NextProviders.tsx?raw'
import ownDesign from './OwnDesign.tsx?raw'
import ownDialog from './OwnDialog.tsx?raw'
import ownMessages from './OwnMessages.tsx?raw'
import quickStart from './QuickStart.tsx?raw'
import reactRouter from './ReactRouter.tsx?raw'
import theme from './Theme.css?raw'

/** The files beside this one are type-checked and partly run as stories; a host imports from the package. */
function asInHost(source: string): string {
  return source
    .replaceAll("'../../../src/index.js'", "'stepup-kit'")
    .replaceAll("'../../../src/client/index.js'", "'stepup-kit/client'")
    .replace(/'..\/..\/..\/src\/messages\/locales\/([\w-]+)\.js'/g, "'stepup-kit/locales/$1'")
}

export const sources = {
  nextProviders: asInHost(nextProviders),
  ownDesign: asInHost(ownDesign),
  ownDialog: asInHost(ownDialog),
  ownMessages: asInHost(ownMessages),
  quickStart: asInHost(quickStart),
  reactRouter: asInHost(reactRouter),
  theme,
}
