import { Refusal } from '../../errors.ts'
import { qualityHandlers } from '../../quality/quality-handlers.ts'
import type { Store } from '../../store/store.ts'
import type { Handlers, Who } from '../../wire/routes.ts'
import { maskCards } from '../../wrapup/mask-cards.ts'
import { demoAgents } from '../demo-agents.ts'
import { demoConfig } from '../demo-config.ts'
import { chanceOf } from './past-chance.ts'
import type { PastDeed } from './past-matters.ts'
import type { PastWork } from './work-of-call.ts'

const hour = 60 * 60_000
/** Of the calls, about two of an agent in a week. */
const share = 0.03
const comments = [
  'Kind, and to the point.',
  'Could have read the last note before asking.',
  'The promise is clear, with a day and a name.',
  'Long silence while searching; say what you are doing.',
] as const

/** A review of this call by whoever leads its agent, a day or two later; of most calls there is none. */
export function reviewOf(callId: string, savedAt: number, { agent }: PastWork): PastDeed[] {
  const chance = chanceOf(`review ${callId}`)
  if (!chance.happens(share)) return []
  const [form] = demoConfig.quality.forms
  const isGood = chance.happens(0.7)
  const answers = Object.fromEntries(
    form.questions.map(({ id, kind, most }) => [
      id,
      kind === 'yes-no' ? chance.happens(0.85) : Math.round(chance.between(isGood ? most - 1.4 : 1, most)),
    ]),
  )
  const body = { callId, accountId: agent, formId: form.id, answers, comment: chance.oneOf(comments) }
  const at = Math.round(savedAt + chance.between(18, 46) * hour)
  return [{ kind: 'settling', at, done: (store) => review(store, body, at) }]
}

type Review = Parameters<Handlers['addReview']>[0]['body']

async function review(store: Store, body: Review, at: number): Promise<void> {
  // Calls of before the past begins were never told.
  if (!(await store.readCallRecord(body.callId))) return
  const { addReview } = qualityHandlers({
    store,
    forms: demoConfig.quality.forms.map((form) => ({ ...form, questions: [...form.questions] })),
    checklist: [],
    draw: async () => [],
    seenCall: (callId) => store.readCallRecord(callId),
    mask: maskCards,
    today: () => '',
    newId: () => `review ${body.callId}`,
    now: () => at,
  })
  const asked = {
    params: undefined,
    query: undefined,
    upload: nothing(),
    uploadBytes: 0,
    setSession: () => undefined,
  }
  try {
    await addReview({ ...asked, body, who: leaderOf(body.accountId) })
  } catch (reason) {
    // It was written at an earlier start.
    if (!(reason instanceof Refusal && reason.code === 'already-exists')) throw reason
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

function leaderOf(agent: string): Who {
  const isBerlin = demoAgents.some((one) => one.id === agent && 'team' in one && one.team === 'berlin')
  const { id, name } = demoAgents.find((one) => one.id === (isBerlin ? 'petra' : 'sam')) ?? demoAgents[0]
  const teams = isBerlin ? ['berlin'] : null
  return { accountId: id, name, role: 'supervisor', teams, sessionHash: null, address: '127.0.0.1' }
}
