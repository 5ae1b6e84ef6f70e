import type { CallerNumber, NumberPlan } from './call/caller-number.ts'
import { numberKey } from './call/caller-number.ts'
import { readingVersion, readNumber } from './recognition/read-number.ts'
import { showNumber } from './recognition/show-number.ts'
import { type NumberSource, numberPlan } from './source-desk.ts'

/** Reads a number that a person or a file gives: as an extension of a source, or as people of a region write it. */
export type NumberReading = (
  raw: string,
  region?: string,
  source?: string,
) => { readonly number: CallerNumber; readonly key: string | null }

/** What {@link openNumberReader} is opened with: plain data, so that a worker thread can be given it. */
export function readingSettings(sources: readonly NumberSource[]): readonly NumberSource[] {
  return sources.map(({ name, region, numberFormat, areaCode, outsidePrefix, extensionLength }) => ({
    name,
    region,
    numberFormat,
    areaCode,
    outsidePrefix,
    extensionLength,
  }))
}

/**
 * By what the stored keys of each source's numbers are made, as a text that changes when they would be made otherwise. The
 * source with the empty name is the house's usual reading, of numbers that came with no source.
 */
export function readingFingerprints(settings: readonly NumberSource[]): Readonly<Record<string, string>> {
  const of = (...what: readonly unknown[]): string => JSON.stringify([readingVersion, ...what])
  return Object.fromEntries([
    ['', of(settings[0]?.region ?? null)],
    ...settings.map((source) => {
      const { region, numberFormat, areaCode, outsidePrefix, extensionLength } = source
      const rest = [areaCode ?? null, outsidePrefix ?? null, extensionLength ?? null]
      return [source.name, of(region, numberFormat, ...rest)] as const
    }),
  ])
}

/** ISO 3166 region of an E.164 number; null where it has none. */
export function regionOfNumber(e164: string): string | null {
  return showNumber(e164, 'US').region
}

/** The same normaliser for the API, the search and, on its own thread, the import. The first source's region is usual. */
export function openNumberReader(settings: unknown): NumberReading {
  const sources = settings as readonly NumberSource[]
  const plans = new Map<string, NumberPlan>(sources.map((source) => [source.name, numberPlan(source)]))
  const usual = sources[0]?.region ?? 'US'
  return (raw, region, source) => {
    const plan = source === undefined ? undefined : plans.get(source)
    const number = readNumber(raw, plan ?? { region: region ?? usual, format: 'as-dialled' })
    if (plan && source !== undefined) return { number, key: numberKey(number, source) }
    return { number, key: number.kind === 'e164' ? number.e164 : null }
  }
}
