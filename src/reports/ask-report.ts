import { Refusal } from '../errors.ts'
import type { ReportGrouping, ReportQuery, ReportStep } from '../wire/report-api.ts'
import { addDays, daysBetween } from './house-days.ts'
import type { ReportKind } from './report-kind.ts'

/** What is to be drawn, with everything said that the query has left open. */
export interface ReportOrder {
  readonly from: string
  readonly until: string
  readonly beforeFrom: string
  readonly beforeUntil: string
  readonly by: ReportGrouping
  readonly step: ReportStep
  readonly queue: string | null
  /** Null: all of them. */
  readonly teams: readonly string[] | null
}

const usualDays = 28
const mostDays = 1100
const mostDaysByHour = 14
const mostDaysByDay = 100
const mostDaysByWeek = 400

/**
 * What a query means for this report. Refuses `bad-input`, saying what is possible: days that end before they begin, more
 * than 1,100 of them, a grouping or step that the report does not know, a team that is not among `teams`.
 */
export function orderOf(
  kind: ReportKind,
  query: ReportQuery,
  today: string,
  teams: readonly string[] | null,
): ReportOrder {
  const until = query.until === undefined || query.until > today ? today : query.until
  const from = query.from ?? addDays(until, 1 - usualDays)
  const days = daysBetween(from, until) + 1
  if (days < 1) throw fault('until', 'It ends before it begins, or begins after today.')
  if (days > mostDays) throw fault('from', `At most ${mostDays} days.`)
  if (query.queue !== undefined && !kind.by.includes('queue')) {
    throw fault('queue', 'This report is not counted by queue.')
  }
  return {
    from,
    until,
    ...daysBefore(from, until, days),
    by: groupingOf(kind, query),
    step: stepOf(kind, query.step, days),
    queue: query.queue ?? null,
    teams: teamsAsked(query.team, teams),
  }
}

/** Mondays go with Mondays: what is shorter than a week is set against the same weekdays of the week before. */
function daysBefore(from: string, until: string, days: number) {
  const back = Math.max(days, 7)
  return { beforeFrom: addDays(from, -back), beforeUntil: addDays(until, -back) }
}

/** Of one queue nothing is kept by anything but team. */
function groupingOf(kind: ReportKind, { by, queue }: ReportQuery): ReportGrouping {
  const possible =
    queue === undefined ? kind.by : kind.by.filter((one) => ['none', 'team', 'queue'].includes(one))
  if (by !== undefined && !possible.includes(by)) throw fault('by', `One of: ${possible.join(', ')}.`)
  return by ?? possible[0] ?? 'none'
}

/** Steps that a report can be drawn in. */
export function stepsOf({ byHour }: ReportKind): readonly ReportStep[] {
  return byHour ? ['hour', 'day', 'week', 'month'] : ['day', 'week', 'month']
}

function stepOf(kind: ReportKind, step: ReportStep | undefined, days: number): ReportStep {
  if (step === undefined) {
    if (days === 1 && kind.byHour) return 'hour'
    if (days <= mostDaysByDay) return 'day'
    return days <= mostDaysByWeek ? 'week' : 'month'
  }
  const possible = stepsOf(kind)
  if (!possible.includes(step)) throw fault('step', `One of: ${possible.join(', ')}.`)
  if (step === 'hour' && days > mostDaysByHour) {
    throw fault('step', `By the hour at most ${mostDaysByHour} days are drawn.`)
  }
  return step
}

/** The teams of which is told; null: all. Refuses a team that is not seen. The empty one is what is of none. */
export function teamsAsked(
  team: string | undefined,
  teams: readonly string[] | null,
): readonly string[] | null {
  if (team === undefined) return teams
  if (teams !== null && !teams.includes(team)) throw fault('team', `One of: ${teams.join(', ')}.`)
  return [team]
}

function fault(what: string, message: string): Refusal {
  return new Refusal('bad-input', { faults: [{ path: `query.${what}`, message }] })
}
