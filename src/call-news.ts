import type { HeldCall } from './held-call.ts'
import type { House } from './house.ts'
import { customerSide } from './recognition/customer-side.ts'
import { idOnFile } from './recognition/outside-candidates.ts'
import type { OutsideMessage } from './store/webhook-store.ts'
import type { WebhookData } from './wire/webhook-events.ts'

/** What other systems are told of this step of a call: that it has arrived, was answered, has ended. Nothing of calls among ourselves. */
export function callNews(
  house: Pick<House, 'outside' | 'agents'>,
  before: HeldCall | null,
  after: HeldCall,
): readonly OutsideMessage[] {
  const { outside } = house
  const { call } = after.followed
  if (call.direction === 'internal') return []
  const was = before?.followed.call.direction === 'internal' ? undefined : before?.followed.call
  const said = () => ({ ...callData(after), ...agentOf(house, after) })
  const news: OutsideMessage[] = []
  if (!was) news.push(...outside.messagesOf('call.arrived', () => callData(after)))
  const { answeredAt, endedAt, outcome, endReason } = call
  if (answeredAt !== null && (was?.answeredAt ?? null) === null) {
    news.push(...outside.messagesOf('call.answered', () => ({ ...said(), answeredAt })))
  }
  if (endedAt !== null && (was?.endedAt ?? null) === null) {
    news.push(
      ...outside.messagesOf('call.ended', () => ({ ...said(), answeredAt, endedAt, outcome, endReason })),
    )
  }
  return news
}

function callData(held: HeldCall): WebhookData<'call.arrived'> {
  const { call } = held.followed
  const { identity } = held
  const side = customerSide(call)
  const person = identity?.recognition.person?.customer ?? null
  const shown = identity !== null && !identity.hidden && side.presentation !== 'restricted'
  return {
    callId: held.id,
    source: call.source,
    direction: call.direction,
    queue: call.queue,
    did: side.ours,
    arrivedAt: call.arrivedAt,
    recognition: identity?.recognition.outcome ?? null,
    customerId: idOnFile(person),
    externalId: person?.externalId ?? null,
    personal: {
      number: shown && identity.number.kind === 'e164' ? identity.number.e164 : null,
      name: person?.name ?? null,
    },
  }
}

/** Who speaks with the caller, or did last. */
function agentOf({ agents }: Pick<House, 'agents'>, { followed }: HeldCall) {
  const agentId = followed.call.answeredBy.findLast((agent) => !agent.startsWith('?')) ?? null
  return { agentId, agentName: agentId === null ? null : agents.nameOf(agentId) }
}
