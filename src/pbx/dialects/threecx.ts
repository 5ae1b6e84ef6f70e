import { z } from 'zod'
import { verifyAuthorization } from '../constant-time.ts'
import { type AgentNames, dialect, type Heard, type HeardEvent, jsonAnswer } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'

/** `url`: we are connected to its call control, see connectThreecx. */
const settings = z.object({ url: z.string().optional() })

const time = text.transform((written) => instantOf(written, 'iso'))
const word = text.transform((written) => written?.toLowerCase())

/** What the template in `deploy/3cx-greetline.xml` posts. */
export const journal = z
  .object({
    callType: word,
    direction: word,
    number: text,
    name: text,
    agent: text,
    agentEmail: text,
    queue: text,
    startedAt: time,
    answeredAt: time,
    endedAt: time,
  })
  .refine((said) => said.startedAt !== undefined, { path: ['startedAt'], message: 'no time in UTC' })
  .refine((said) => said.callType !== undefined, { path: ['callType'], message: 'missing' })
type Journal = z.infer<typeof journal>

const answer = jsonAnswer({})

/**
 * 3CX's call journal: the scenario `ReportCall` of a CRM template, posted when a call has ended. It has no id of the
 * call, so a call is known by whom it was between and when; one report is one call of the history. Where we are connected
 * to call control the same calls are heard there, by other ids, and the journal is passed over.
 */
export const threecx = dialect({
  kind: '3cx',
  proof: 'optional',
  settings,
  verify: (request, keys) => verifyAuthorization(request.headers, keys),
  hear(request, { url }) {
    if (url !== undefined) return { kind: 'ignored', answer }
    return hearFields(readFields(request), journal, hearJournal)
  },
})

function hearJournal(said: Journal): Heard {
  const isOurs = kinds.has(said.callType ?? '')
  return isOurs
    ? { kind: 'events', events: eventsOf(said), answer, afterwards: true }
    : { kind: 'ignored', answer }
}

/** `CallType` in 3CX's documents, in lower case: the first two were answered. */
const kinds = new Set(['inbound', 'outbound', 'missed', 'notanswered'])

function eventsOf(said: Journal): HeardEvent[] {
  const { callType, number, name, agent, agentEmail, queue, startedAt = 0 } = said
  const id = idsOf(callType, number, agent, agentEmail, queue, startedAt, said.endedAt)
  const direction = directionOf(said)
  const isAnswered = callType === 'inbound' || callType === 'outbound'
  const answeredAt = Math.max(startedAt, said.answeredAt ?? startedAt)
  const endedAt = Math.max(isAnswered ? answeredAt : startedAt, said.endedAt ?? startedAt)
  const about = {
    call: id('journal'),
    direction,
    queue,
    ...(direction === 'inbound' ? { from: number, displayName: name } : { to: number }),
  } as const
  const agents = agentsNamed([namesOf(said)])
  return [
    {
      ...about,
      id: id('arrived'),
      kind: 'arrived',
      time: startedAt,
      agents: direction === 'outbound' ? agents : undefined,
    },
    ...(isAnswered
      ? [{ ...about, id: id('answered'), kind: 'answered', time: answeredAt, agents } as const]
      : []),
    {
      ...about,
      id: id('ended'),
      kind: 'ended',
      time: endedAt,
      reason: isAnswered ? 'hung-up' : 'no-answer',
    },
  ]
}

function directionOf({ callType, direction }: Journal): 'inbound' | 'outbound' {
  if (callType === 'inbound' || callType === 'missed') return 'inbound'
  if (callType === 'outbound') return 'outbound'
  return direction === 'inbound' ? 'inbound' : 'outbound'
}

function namesOf({ agent, agentEmail }: Journal): AgentNames {
  return agentNamed(agent, agentEmail)
}
