import type { ReportSettings } from './report-kind.ts'

/** What those who count ask of the house and the day. */
export interface CountContext {
  readonly settings: ReportSettings
  /** The hour that the house's clock shows, 0 to 23. */
  hourOf(instant: number): number
  /** Of a call that is no history yet: of its last agent who has a team, else of its queue. Null where it is nobody's. */
  teamOfLive(agents: readonly string[], queue: string | null): string | null
  /** Whether the seven days after this one are over. */
  readonly isSettled: boolean
  /** Whether surveys that were not answered are still kept. */
  readonly hasUnanswered: boolean
}

/** A call with what several reports ask of it. */
export interface Whose {
  /** The last of ours who had it; null where nobody answered. */
  readonly agent: string | null
  /** Empty where it is nobody's. */
  readonly team: string
}
