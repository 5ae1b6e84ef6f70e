import { z } from 'zod'
import { verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, noContent } from '../dialect.ts'
import { hearFields, readFields, text } from '../hook-fields.ts'
import { legEvents, stateOf, wazoLeg } from './wazo-legs.ts'

/** As our template sends it; without a template it is what stands in `data` alone. */
const templated = z.object({ name: text, data: z.record(z.string(), z.unknown()).optional() })

/**
 * Wazo's webhooks: the state of one leg with each event. Legs of one conversation share its id, which may become another
 * one when a transfer joins two. Nothing is signed, so a token in the address is the proof.
 */
export const wazo = dialect({
  kind: 'wazo',
  proof: 'token',
  linksLegs: true,
  verify: verifyTokenInAddress,
  hear: (request) => {
    const read = readFields(request)
    return hearFields(read, templated, ({ name, data }) => {
      if (name !== undefined && !/^call_(?:created|updated|answered|ended|held|resumed)$/.test(name))
        return nothing
      const fields = data ?? (read.kind === 'fields' ? read.fields : {})
      return hearFields({ kind: 'fields', fields }, wazoLeg, (leg) => {
        const { call_id, conversation_id: of } = leg
        const links = of === undefined || of === call_id ? [] : [{ leg: call_id, of }]
        return { kind: 'events', events: legEvents(leg, stateOf(name, leg)), links, answer: noContent }
      })
    })
  },
})

const nothing: Heard = { kind: 'ignored', answer: noContent }
