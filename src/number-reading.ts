import type { CallerNumber, NumberPlan } from './call/caller-number.ts'
import { numberKey } from './call/caller-number.ts'
import { readNumber } from './recognition/read-number.ts'
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
