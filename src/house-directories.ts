import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { readRecords } from './customer/read-records.ts'
import { type CsvNews, csvDirectory } from './directories/csv-directory.ts'
import type { Directory } from './directories/directory.ts'
import { httpDirectory } from './directories/http-directory.ts'
import { ldapDirectory } from './directories/ldap-directory.ts'
import { type Directories, openDirectories } from './directories/open-directories.ts'
import type { FieldPlaces } from './directories/read-entry.ts'
import { lookupOf } from './directories/ready-shapes.ts'
import type { Meters } from './metrics.ts'
import type { NumberReading } from './number-reading.ts'
import { spellNumber } from './recognition/spell-number.ts'

interface HouseDirectoriesSettings {
  readonly config: Pick<Config, 'directories' | 'sources' | 'policy'>
  readonly readNumber: NumberReading
  readonly meters: Pick<Meters, 'directoryAsked'>
  readonly log: Logger
  readonly elapsed: () => number
}

/** The outside directories of the configuration, ready to be asked. */
export function houseDirectories(settings: HouseDirectoriesSettings): Directories {
  const { config, readNumber, meters, elapsed } = settings
  return openDirectories({
    directories: config.directories.map((one) => open(one, settings)),
    deadlineMs: config.policy.directorySeconds * 1000,
    spell: spellNumber,
    keyOf: (raw, region) => readNumber(raw, region).key,
    answered: meters.directoryAsked,
    elapsed,
  })
}

type Configured = Config['directories'][number]

function open(one: Configured, { config, readNumber, log }: HouseDirectoriesSettings): Directory {
  const { name, trusted, sameIds } = one
  const region = one.region ?? config.sources[0]?.region ?? 'DE'
  const common = { name, trusted, sameIds, region }
  switch (one.kind) {
    case 'http':
      return httpDirectory({ ...common, lookup: { ...one, fields: placesOf(one.fields) } })
    case 'ldap':
      return ldapDirectory({ ...one, ...common, fields: placesOf(one.fields) })
    case 'csv':
      return csvDirectory({
        ...common,
        file: one.file,
        fields: placesOf(one.fields),
        readRows: (file) => readRecords(file, { bytes: 0 }),
        keyOf: (raw) => readNumber(raw, region).key,
        tell: tellOfFile(name, log),
      })
    default:
      return httpDirectory({ ...common, lookup: lookupOf(one) })
  }
}

function placesOf(fields: { readonly numbers?: readonly string[] | undefined }): FieldPlaces {
  return { ...fields, numbers: fields.numbers ?? [] }
}

function tellOfFile(directory: string, log: Logger): (news: CsvNews) => void {
  return (news) => {
    if (news.kind === 'faulty') {
      log.error(
        { directory, why: news.why },
        'the file of a directory cannot be read; what was read before is used',
      )
    } else {
      const { rows, unreadable } = news
      log.info({ directory, rows, unreadable }, 'the file of a directory was read')
    }
  }
}
