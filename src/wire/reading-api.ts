import { z } from 'zod'

export const numberRereading = z
  .strictObject({
    id: z.int(),
    sources: z.array(z.string()),
    state: z.enum(['running', 'done', 'replaced']),
    stage: z.enum(['customers', 'interactions', 'judgements']),
    doneOfThousand: z.int(),
    rowsRead: z.int(),
    rowsChanged: z.int(),
    rowsUnreadable: z.int(),
    startedAt: z.int(),
    finishedAt: z.int().nullable(),
  })
  .meta({ id: 'NumberRereading' })
export type NumberRereadingView = z.infer<typeof numberRereading>

export const rereadingFinding = z
  .strictObject({
    n: z.int(),
    kind: z.enum(['changed', 'unreadable']),
    subject: z.string(),
    raw: z.string(),
    oldKey: z.string().nullable(),
    newKey: z.string().nullable(),
    why: z.string().nullable(),
  })
  .meta({ id: 'RereadingFinding' })
export type RereadingFindingView = z.infer<typeof rereadingFinding>
