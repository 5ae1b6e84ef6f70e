import { describe, expect, it } from 'vitest'
import { backtest } from '../src/backtest.ts'
import { seededRandom } from '../src/demo/seeded-random.ts'
import { openOutcomes } from '../src/house-store.ts'
import { calendarOf } from '../src/screenpop/calendar.ts'
import { engines } from './store/engines.ts'
import type { OpenedStore } from './store/open-file-store.ts'
import { interaction, noon, person } from './store/told-customers.ts'

const day = 24 * 60 * 60_000
const house = {
  calendar: calendarOf('Europe/Berlin'),
  topicName: (topic: string) => (topic === 'solved' ? null : topic),
}
const topics = ['parcel', 'invoice', 'refund', 'address', 'complaint']

type Told = (customer: number, n: number, at: number, random: () => number) => string

/** Made-up customers, each with contacts over two years, told by this rule. */
async function fill({ store }: OpenedStore, customers: number, contacts: number, told: Told): Promise<void> {
  const random = seededRandom(77)
  for (let customer = 0; customer < customers; customer++) {
    const write = await store.createCustomer(person(`Customer ${customer}`), [], noon)
    const customerId = write.kind === 'written' ? write.customer.id : 0
    const rows = Array.from({ length: contacts }, (_, n) => {
      const startedAt = Math.floor(noon - 730 * day + ((n + random()) / contacts) * 730 * day)
      const disposition = told(customer, n, startedAt, random)
      return store.addInteraction(interaction('', { customerId, startedAt, disposition }))
    })
    await Promise.all(rows)
  }
}

const anyTopic = (random: () => number): string => topics[Math.floor(random() * topics.length)] ?? ''

describe.each(engines)('[P87] the backtest on %s', (engine, open) => {
  const over = async (customers: number, contacts: number, told: Told) => {
    const opened = await open()
    try {
      await fill(opened, customers, contacts, told)
      const at = opened as OpenedStore & { url?: string }
      const place =
        at.url === undefined
          ? ({ kind: 'sqlite', file: `${opened.folder}/house.sqlite` } as const)
          : ({ kind: 'postgres', url: at.url } as const)
      const reader = openOutcomes(place)
      try {
        return await backtest(reader, house)
      } finally {
        await reader.close()
      }
    } finally {
      await opened.close()
    }
  }
  const many = engine === 'SQLite' ? 60 : 40

  it('finds a habit that is there: each customer calls mostly about one thing', async () => {
    const habits: Told = (customer, _n, _at, random) =>
      random() < 0.7 ? (topics[customer % topics.length] ?? '') : anyTopic(random)
    const { overall, said, verdict, reasons } = await over(many, 20, habits)
    expect(verdict).toBe('better')
    const { guessed, baseline } = overall
    expect(guessed.top1).toBeGreaterThan(1.8 * baseline.top1)
    expect(guessed.top3).toBeGreaterThan(baseline.top3)
    expect(said.guessed.top1 / said.guessed.contacts).toBeGreaterThan(guessed.top1 / guessed.contacts)
    expect(reasons.reduce((sum, one) => sum + one.guessed.contacts, 0)).toBe(guessed.contacts)
  })

  it('pretends nothing where nothing can be foretold', async () => {
    const chance: Told = (_customer, _n, _at, random) => (random() < 0.4 ? 'parcel' : anyTopic(random))
    const { overall, said, verdict } = await over(many, 20, chance)
    expect(verdict).not.toBe('better')
    const rate = (part: number) => part / overall.guessed.contacts
    expect(rate(overall.guessed.top1)).toBeLessThan(rate(overall.baseline.top1) + 0.03)
    expect(said.guessed.contacts).toBeLessThan(overall.guessed.contacts / 4)
  })

  it('knows the season: what is called about in winter, also by whoever has never called', async () => {
    const seasons: Told = (_customer, _n, at, random) => {
      const isWinter = [11, 0, 1].includes(new Date(at).getUTCMonth())
      return random() < 0.8 ? (isWinter ? 'refund' : 'parcel') : anyTopic(random)
    }
    const { reasons, verdict } = await over(many * 3, 8, seasons)
    const refund = reasons.find(({ reason }) => reason === 'refund')
    expect(verdict).toBe('better')
    expect(refund?.guessed.top1).toBeGreaterThan((refund?.guessed.contacts ?? 0) / 3)
    expect(refund?.baseline.top1).toBe(0)
  })

  it('guesses only from what was before, and only what says why somebody called', async () => {
    const { overall, passedOver, verdict } = await over(3, 1, (customer) =>
      customer === 0 ? 'solved' : 'parcel',
    )
    expect(overall.guessed.contacts + passedOver).toBe(2)
    expect(passedOver).toBeGreaterThan(0)
    expect(verdict).toBe('too-few')
  })
})
