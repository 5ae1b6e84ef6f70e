import { jsonPost, type Speaker } from './speaker.ts'

/** Headers that sign this body as Standard Webhooks 1.0 wants it; `now` in ms. */
export type SignEvent = (id: string, now: number, body: string) => Readonly<Record<string, string>>

/** Our own contract, which has words for everything. */
export function webhook(source: Readonly<Record<string, unknown>>, sign: SignEvent): Speaker {
  return {
    kind: 'webhook',
    source: () => source,
    signsAddress: false,
    tells: ['claims', 'placed calls'],
    tellsRinging: true,
    unruly: 'twice and disordered',
    speak({ call, step, at, says, sent }) {
      const id = `${call}-${step}`
      const event = { id, time: new Date(at).toISOString(), call, sequence: step, ...says }
      return [jsonPost('events', event, (body) => sign(id, sent, body))]
    },
  }
}
