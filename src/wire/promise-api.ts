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
