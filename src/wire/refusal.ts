import { z } from 'zod'

/** Every answer that is not a success has this shape; `code` is of a closed list (see errors.ts). */
export const refusalBody = z
  .strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      /** Where the fault is, for input that did not fit its schema. */
      faults: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    }),
  })
  .meta({ id: 'Refusal' })
export type RefusalBody = z.infer<typeof refusalBody>
