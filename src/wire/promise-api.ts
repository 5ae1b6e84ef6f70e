import { z } from 'zod'

/** The ways on which a promise may be kept. */
export const promiseChannels = [
  'call',
  'e-mail',
  'sms',
  'chat',
  'letter',
  'visit',
  'delivery',
  'other',
] as const
export const promiseChannel = z.enum(promiseChannels).meta({ id: 'PromiseChannel' })
export type PromiseChannel = z.infer<typeof promiseChannel>

/** What an agent's desktop is told of a promise of theirs. */
export const promiseNews = z
  .strictObject({
    id: z.int(),
    text: z.string(),
    dueAt: z.int(),
    customerName: z.string().nullable(),
    news: z.enum(['due', 'broken']),
  })
  .meta({ id: 'PromiseNews' })
export type PromiseNews = z.infer<typeof promiseNews>
