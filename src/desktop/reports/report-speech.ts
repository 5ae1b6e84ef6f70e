import { useMemo } from 'react'
import { enReports } from '../words/en-reports.ts'
import { type Language, regionalTag } from '../words/pick-language.ts'
import { useWords } from '../words/words-context.tsx'
import { zhCnReports } from '../words/zh-cn-reports.ts'
import { makeSpokenDays, type SpokenDays } from './say-days.ts'
import { type Figures, makeFigures } from './say-figure.ts'

/** All that is said of figures: more than an agent's desk needs to load. */
export type ReportWords = typeof enReports

export const reportWordsOf: Record<Language, ReportWords> = { en: enReports, 'zh-CN': zhCnReports }

export interface ReportSpeech {
  readonly said: ReportWords
  readonly figures: Figures
  readonly days: SpokenDays
}

export function makeReportSpeech(language: Language, locale: string): ReportSpeech {
  const said = reportWordsOf[language]
  return {
    said,
    figures: makeFigures(locale, said.figure.points),
    days: makeSpokenDays(locale, said.time),
  }
}

export function useReportSpeech(): ReportSpeech {
  const { language } = useWords()
  return useMemo(() => makeReportSpeech(language, regionalTag(language, navigator.languages)), [language])
}
