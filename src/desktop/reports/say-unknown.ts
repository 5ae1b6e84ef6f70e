import type { Report } from '../../wire/report-api.ts'
import type { ReportSpeech } from './report-speech.ts'
import type { Unknown } from './why-unknown.ts'

/** Why a figure cannot be told. Of what is still being counted nobody can say that it was not there. */
export function sayUnknown(
  why: Unknown,
  { id, filling }: Pick<Report, 'id' | 'filling'>,
  { said, days }: Pick<ReportSpeech, 'said' | 'days'>,
): string {
  const { notKnown, reports } = said
  switch (why.kind) {
    case 'nothing':
      return filling ? notKnown.filling : reports[id].missing
    case 'none-of-it':
      return filling ? notKnown.filling : notKnown.noneOfIt
    case 'not-over':
      return notKnown.notOver(days.day(why.knownOn))
    case 'whole-house':
      return notKnown.wholeHouse
    case 'counted-later':
      return notKnown.countedSince(days.date(why.since))
    case 'not-counted':
      return reports[id].missing
  }
}
