import type {
  CallInteraction,
  CustomerCard,
  FoundCustomer,
  WantedCaller,
} from '../../src/store/call-store.ts'
import { noMatters } from '../../src/store/customer-matters.ts'
import type { Store } from '../../src/store/store.ts'

type Judgement = Parameters<Store['recordJudgement']>[0]

/** The few customers that the house of a story has, and what happens to them in it. */
export interface Customers {
  findCallers(wanted: WantedCaller): FoundCustomer[]
  readCard(customerId: number): CustomerCard | null
  judge(judgement: Judgement): void
  remember(interaction: CallInteraction): void
}

export const customerIds = [1, 2, 3]

const people = [
  { id: 1, name: 'Max Mustermann', familyName: 'Mustermann', language: 'de', externalId: '4711' },
  { id: 2, name: 'Erika Mustermann', familyName: 'Mustermann', language: 'de', externalId: '4712' },
  { id: 3, name: 'Chan Tai Man', familyName: 'Chan', language: 'zh-HK', externalId: '4713' },
] as const

const numbers = new Map([
  ['+4915112345678', [1, 2]],
  ['+85221234567', [3]],
])

export function customersOf(): Customers {
  const judgements = new Map<string, Judgement>()
  const interactions = new Map<string, CallInteraction & { customerId: number }>()

  const readCard = (id: number): CustomerCard | null => {
    const person = people.find((one) => one.id === id)
    return person
      ? cardOf(
          person,
          [...interactions.values()].filter((one) => one.customerId === id),
        )
      : null
  }
  const found = (id: number, foundBy: FoundCustomer['foundBy'], key: string | null, sharedBy: number) => {
    const customer = readCard(id)
    const judgement = judgements.get(`${key} ${id}`) ?? null
    return customer ? [{ customer, foundBy, verifiedAt: null, sharedBy, judgement }] : []
  }
  return {
    readCard,
    findCallers({ numberKey, claimedIds }) {
      const byNumber = numbers.get(numberKey ?? '') ?? []
      const byClaim = people.filter(
        (one) => claimedIds.includes(one.externalId) && !byNumber.some((id) => id === one.id),
      )
      return [
        ...byNumber.flatMap((id) => found(id, 'number', numberKey, byNumber.length)),
        ...byClaim.flatMap(({ id }) => found(id, 'claim', numberKey, 1)),
      ]
    },
    judge(judgement) {
      judgements.set(`${judgement.numberKey} ${judgement.customerId}`, judgement)
    },
    remember(interaction) {
      const { customerId, callId } = interaction
      if (customerId === null) interactions.delete(callId)
      else interactions.set(callId, { ...interaction, customerId })
    },
  }
}

function cardOf(person: (typeof people)[number], interactions: readonly CallInteraction[]): CustomerCard {
  return {
    ...person,
    kind: 'person',
    givenName: null,
    title: null,
    saidAs: null,
    pronunciation: null,
    timeZone: null,
    tier: 'standard',
    role: null,
    about: null,
    confidential: null,
    wishes: [],
    contactWishes: [],
    belongsTo: null,
    lastInteractions: interactions.slice(-3).map((one) => ({
      id: one.startedAt,
      channel: 'call',
      direction: 'inbound',
      startedAt: one.startedAt,
      endedAt: one.endedAt,
      accountId: null,
      agentName: one.agentName,
      queueName: one.queueName,
      outcome: one.outcome,
      disposition: null,
      body: '',
    })),
    openCases: [],
    followUp: null,
    ...noMatters,
  }
}
