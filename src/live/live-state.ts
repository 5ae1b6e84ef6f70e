import type { LiveCount } from '../store/live-store.ts'
import type { LiveAgentView, LiveEntry } from '../wire/live-api.ts'

/** One line of the live view, with whose work it is. */
export interface Line<T> {
  readonly key: string
  readonly team: string | null
  readonly shown: T
  /** `shown` as JSON. */
  readonly text: string
}

/** All of the live view at one moment. */
export interface LiveState {
  readonly calls: ReadonlyMap<string, Line<LiveEntry>>
  readonly agents: ReadonlyMap<string, Line<LiveAgentView>>
  readonly figures: ReadonlyMap<string, Line<Omit<LiveCount, 'day'>>>
}
