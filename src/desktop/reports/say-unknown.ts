import type { Report } from '../../wire/report-api.ts'
import type { ReportSpeech } from './report-speech.ts'
import type { Unknown } from './why-unknown.ts'

/** Why a figure cannot be told, in sentences. */
export function sayUnknown(
  why: Unknown,
  { id, filling }: Pick<Report, 'id' | 'filling'>,
  { said, days }: Pick<ReportSpeech, 'said' | 'days'>,
): string[] {
  const { notKnown, reports } = said
  const mayCome = filling ? [notKnown.filling] : []
  switch (why.kind) {
    case 'nothing':
      return [reports[id].missing, ...mayCome]
    case 'none-of-it':
      return [notKnown.noneOfIt, ...mayCome]
    case 'not-over':
      return [notKnown.notOver(days.day(why.knownOn))]
    case 'whole-house':
      return [notKnown.wholeHouse]
    case 'counted-later':
      return [notKnown.countedSince(days.date(why.since))]
    case 'not-counted':
      return [reports[id].missing]
  }
}
