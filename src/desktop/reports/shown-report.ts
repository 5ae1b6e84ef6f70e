import type { Me } from '../../wire/access-api.ts'
import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import { departmentName, dispositionName, factName, teamName } from '../session.tsx'
import type { Words } from '../words/en.ts'
import type { Language } from '../words/pick-language.ts'
import { enough } from './compare-figures.ts'
import { drawingPlans } from './drawing-plans.ts'
import type { DrawnColumn } from './drawn-column.ts'
import type { ReportWords } from './report-speech.ts'

interface ColumnWords {
  readonly name: string
  readonly means: string
}

/** What a column is called and counts. Of one that a newer server has and this page does not know: its id. */
export function columnWords(said: ReportWords, report: Report['id'], column: string): ColumnWords {
  const columns = said.reports[report].columns as Readonly<Record<string, ColumnWords>>
  return columns[column] ?? { name: column, means: '' }
}

export function drawnColumns(report: Pick<Report, 'id' | 'columns'>, said: ReportWords): DrawnColumn[] {
  return report.columns.map((column, index) => ({
    ...column,
    index,
    name: columnWords(said, report.id, column.id).name,
  }))
}

/** Those of these ids that the report has, in the order of the ids. */
export function pickColumns(columns: readonly DrawnColumn[], ids: readonly string[]): DrawnColumn[] {
  return ids.flatMap((id) => columns.find((column) => column.id === id) ?? [])
}

/** What a row says of a column; null where it says nothing. */
export function figureOf(
  { columns }: Pick<Report, 'columns'>,
  column: string,
  values: readonly (number | null)[],
): number | null {
  return values[columns.findIndex(({ id }) => id === column)] ?? null
}

/** Of how many the column's figure among these was made; null where it counts by itself, or the server says no number. */
export function madeOf(
  report: Pick<Report, 'id' | 'columns'>,
  column: string,
  values: readonly (number | null)[],
): number | null {
  const counted = drawingPlans[report.id].made[column]
  const place = report.columns.findIndex(({ id }) => id === counted)
  return place < 0 ? null : (values[place] ?? 0)
}

export function isFew(
  report: Pick<Report, 'id' | 'columns'>,
  column: string,
  values: readonly (number | null)[],
): boolean {
  const made = madeOf(report, column, values)
  return made !== null && made < enough
}

interface Naming {
  readonly me: Me
  readonly words: Words
  readonly said: ReportWords
  readonly language: Language
  /** Of which report the group is. */
  readonly report?: Report['id']
}

/** A group as it is called: as the house has named it, else in our words, else by its key. */
export function groupName(
  grouping: ReportGrouping,
  { key, name }: { readonly key: string; readonly name: string | null },
  { me, words, said, language, report }: Naming,
): string {
  if (key === '') return noGroupName(grouping, said, report)
  if (grouping === 'cause') return (words.cases.causes as Record<string, string>)[key] ?? name ?? key
  if (grouping === 'disposition') return dispositionName(me, key, language)
  if (grouping === 'department') return departmentName(me, key, language)
  if (grouping === 'fact') return factName(me, { key, label: name }, language)
  if (grouping === 'team') return teamName(me, key, language)
  if (grouping === 'queue') return name ?? me.queues.find(({ id }) => id === key)?.name ?? key
  const [of, ...rest] = key.split(':')
  if (grouping === 'reason' && (of === 'cause' || of === 'disposition'))
    return groupName(of, { key: rest.join(':'), name }, { me, words, said, language })
  if (grouping === 'reason') return name ?? (said.reasons as Record<string, string>)[key] ?? key
  return name ?? key
}

function noGroupName(grouping: ReportGrouping, said: ReportWords, report: Report['id'] | undefined): string {
  const ofReport: Partial<Record<Report['id'], string>> = said.noAgent
  return (grouping === 'agent' && report && ofReport[report]) || said.noGroup[grouping]
}

/** Whether there is anything at all: what is only nought is nothing. */
export function isEmpty({ total }: Pick<Report, 'total'>): boolean {
  return total.every((value) => value === null || value === 0)
}
