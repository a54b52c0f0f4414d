import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { describe, expect, it } from 'vitest'
import { root } from '../../.ci/entries.mjs'
import { entryPoints } from './built.js'

const reports = join(root, 'test/package/api')
const fresh = join(root, 'reports/api')

/** `npm run api` accepts what is there now. */
const accept = process.env['ACCEPT_API'] !== undefined

/** All catalogues have the shape of the English one. */
const reported = entryPoints.filter(({ specifier }) => !/locales\/(?!en$)/.test(specifier))

describe('the public API is the one in the report', () => {
  it.each(reported)('$specifier', ({ specifier, types }) => {
    mkdirSync(reports, { recursive: true })
    mkdirSync(fresh, { recursive: true })
    const reportFileName = `${specifier.replaceAll('/', '.')}.api.md`
    const complaints: string[] = []
    const { apiReportChanged } = Extractor.invoke(configuration(types, reportFileName), {
      localBuild: false,
      messageCallback(message) {
        if (message.logLevel === ExtractorLogLevel.Error) complaints.push(message.text)
        message.handled = true
      },
    })
    if (accept) copyFileSync(join(fresh, reportFileName), join(reports, reportFileName))
    else
      expect(apiReportChanged, `Compare reports/api/${reportFileName}; "npm run api" accepts it.`).toBe(false)
    expect(complaints).toEqual([])
    expect(existsSync(join(reports, reportFileName))).toBe(true)
  })
})

function configuration(mainEntryPointFilePath: string, reportFileName: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath,
      compiler: { tsconfigFilePath: join(root, 'tsconfig.build.json') },
      apiReport: { enabled: true, reportFileName, reportFolder: reports, reportTempFolder: fresh },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  })
}
