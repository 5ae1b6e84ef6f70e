import type { z } from 'zod'
import type { eventMessage } from '../wire/event-contract.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** What the phone system says, without what is only known when it says so. */
export type Said = Without<z.input<typeof eventMessage>, 'id' | 'time' | 'call' | 'sequence'>

/** One step of a call as it is told. */
export interface Step {
  /** The phone system's own id of the call. */
  readonly call: string
  /** Where in the story it stands, from 0. */
  readonly step: number
  /** When it happened, ms. */
  readonly at: number
  readonly says: Said
  readonly earlier: readonly Said[]
}
