import { z } from 'zod'
import type { FileToSend } from './file-to-send.ts'
import { countOrder } from './history-api.ts'

const form = {
  format: z.enum(['csv', 'json-lines']).default('csv'),
  /** Whether a CSV begins with a byte order mark, by which spreadsheets know UTF-8. */
  bom: z.boolean().default(true),
}
const range = { from: z.int().optional(), until: z.int().optional() }

export const exportOrder = z
  .discriminatedUnion('kind', [
    /** What a search finds, all of it. */
    z.strictObject({
      kind: z.literal('interactions'),
      search: countOrder,
      ...form,
    }),
    z.strictObject({ kind: z.literal('customers'), ...range, ...form }),
    z.strictObject({ kind: z.literal('promises'), ...range, ...form }),
    z.strictObject({ kind: z.literal('cases'), ...range, ...form }),
    z.strictObject({ kind: z.literal('surveys'), ...range, ...form }),
    z.strictObject({ kind: z.literal('audit'), ...range, ...form }),
  ])
  .meta({ id: 'ExportOrder' })
export type ExportOrderInput = z.infer<typeof exportOrder>

export const exportJob = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    format: z.enum(['csv', 'json-lines']),
    /** Who asked for it. */
    accountName: z.string(),
    isOwn: z.boolean(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
    rows: z.int(),
    /** Null where nobody knows before the end. */
    doneOfThousand: z.int().nullable(),
    bytes: z.int(),
    /** Of the whole file, hexadecimal. */
    sha256: z.string().nullable(),
    /** `too-many-rows`, `search-rebuilding` (an upgrade makes the index anew: not all would be in the file), or `failed`. */
    why: z.string().nullable(),
    askedAt: z.int(),
    finishedAt: z.int().nullable(),
    /** When the file is deleted. */
    expiresAt: z.int(),
  })
  .meta({ id: 'ExportJob' })
export type ExportJobView = z.infer<typeof exportJob>

export const exportFile = z.custom<FileToSend>()
