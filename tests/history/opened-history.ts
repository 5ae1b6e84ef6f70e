import { daysIn } from '../../src/history/days.ts'
import { historyHandlers } from '../../src/history/history-handlers.ts'
import type { Vocabulary } from '../../src/history/read-fields.ts'
import { rowTokens } from '../../src/history/search-tokens.ts'
import { readNumber } from '../../src/recognition/read-number.ts'
import type { InteractionRecord } from '../../src/store/history-store.ts'
import type { SearchOrderInput } from '../../src/wire/history-api.ts'
import type { Who } from '../../src/wire/routes.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { interaction, noon } from '../store/told-customers.ts'

export const supervisor: Who = {
  accountId: 'sam',
  name: 'Sam',
  role: 'supervisor',
  teams: null,
  sessionHash: 'hash of a session',
  address: '::1',
}

export function readGerman(raw: string, region = 'DE') {
  const number = readNumber(raw, { region, format: 'as-dialled' })
  return { number, key: number.kind === 'e164' ? number.e164 : null }
}

export const vocabulary: Vocabulary = {
  agents: [
    { id: 'anna', names: ['Anna Schmidt', 'anna'] },
    { id: 'li', names: ['李雷', 'li'] },
  ],
  teams: [{ id: 'north', names: ['North', '北区'] }],
  queues: [
    { id: 'billing', names: ['Billing desk'] },
    { id: 'sales', names: ['销售热线'] },
  ],
  dispositions: [{ id: 'solved', names: ['Solved', '已解决'] }],
  tiers: ['standard', 'gold'].map((id) => ({ id, names: [id] })),
  causes: [{ id: 'process', names: ['process', '流程'] }],
  days: daysIn('Europe/Berlin'),
}

/** The history room on a real store with its search thread; `find` gives the texts found, newest first. */
export function openHistory(file: OpenedStore, searchDeadlineMs = 5000) {
  const handlers = historyHandlers({
    store: file.store,
    readNumber: readGerman,
    vocabulary: () => vocabulary,
    now: () => noon,
    searchDeadlineMs,
  })
  const ask = (body: Partial<SearchOrderInput>, who: Who = supervisor) =>
    handlers.searchInteractions({
      params: undefined,
      query: undefined,
      body: { text: '', order: 'newest', most: 25, ...body },
      who,
      upload: (async function* () {})(),
      uploadBytes: 0,
      setSession() {},
    })
  const count = (body: Partial<SearchOrderInput>, who: Who = supervisor) =>
    handlers.countInteractions({
      params: undefined,
      query: undefined,
      body: { text: '', ...body },
      who,
      upload: (async function* () {})(),
      uploadBytes: 0,
      setSession() {},
    })
  let told = 0
  return {
    ...file,
    handlers,
    ask,
    count,
    /** Tells the store of something, each a second later than the one before. */
    async tell(body: string, more: Partial<InteractionRecord> = {}) {
      const write = await file.store.addInteraction(
        interaction(body, { startedAt: noon + told++ * 1000, ...more }),
      )
      if (write.kind !== 'written') throw new Error(write.kind)
      return write.interaction
    },
    async index() {
      while ((await file.store.indexInteractions(200, rowTokens)) > 0);
    },
    async find(text: string, more: Partial<SearchOrderInput> = {}): Promise<string[]> {
      return (await ask({ text, ...more })).found.map((hit) => hit.interaction.text)
    },
  }
}
