import { z } from 'zod'
import { dialect, type Heard, noContent } from '../dialect.ts'
import { hearFields, readFields } from '../hook-fields.ts'
import { callEvents, zoomCall } from './zoom-calls.ts'
import { proveAddress, verifyZoomSignature } from './zoom-signature.ts'

const said = z.object({
  event: z.string().max(64),
  event_ts: z.number(),
  payload: z.object({ plainToken: z.string().max(200).optional(), object: z.unknown().optional() }),
})

/** Zoom Phone: an app with event subscriptions. It tries again after 5, 25 and 85 minutes, with a time of its own signed. */
export const zoom = dialect({
  kind: 'zoom',
  proof: 'secret',
  verify: verifyZoomSignature,
  hear: (request, _settings, keys) =>
    hearFields(readFields(request), said, ({ event, event_ts: time, payload }) => {
      if (event === 'endpoint.url_validation') return proveAddress(request, keys, payload.plainToken ?? '')
      if (!event.startsWith('phone.')) return nothing
      const fields = (payload.object ?? {}) as Readonly<Record<string, unknown>>
      if (!('call_id' in fields)) return nothing
      return hearFields({ kind: 'fields', fields }, zoomCall, (call) => {
        const events = callEvents(event.slice('phone.'.length), time, call)
        return events.length > 0 ? { kind: 'events', events, answer: noContent } : nothing
      })
    }),
})

const nothing: Heard = { kind: 'ignored', answer: noContent }
