import { z } from 'zod'

/** Settings of every platform that only knows legs. */
export const legSettings = {
  /** Whom the platform dials when it dials a plain number: agents at their phones, or customers. */
  dials: z.enum(['agents', 'customers']).default('agents'),
}
export type LegSettings = { readonly dials: 'agents' | 'customers' }
