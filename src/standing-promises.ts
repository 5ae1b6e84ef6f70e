import type { Config } from './config.ts'
import { afterHours } from './working-time.ts'

export interface StandingPromise {
  readonly id: string
  /** In the house's own language. */
  readonly name: string
  readonly on: Config['standingPromises'][number]['on']
  readonly department: string | null
  /** Until when it is to be kept (ms), where it begins then. */
  dueAfter(start: number): number
}

/** What the house promises everybody, ready to be reckoned with. */
export function standingPromisesOf({
  house,
  standingPromises,
}: Pick<Config, 'house' | 'standingPromises'>): readonly StandingPromise[] {
  return standingPromises.map(({ id, name, on, withinHours, workingHours, department }) => ({
    id,
    name: name[house.language] ?? name.en ?? Object.values(name)[0] ?? id,
    on,
    department: department ?? null,
    dueAfter: (start) => afterHours(start, withinHours, workingHours ?? null),
  }))
}
