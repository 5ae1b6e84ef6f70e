import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { givenDraft, type WrapUpDraft } from '../wire/desk-api.ts'
import { maskCards } from './mask-cards.ts'
import { readOwnCall } from './own-call.ts'
import { maskedDraft } from './promises-of-call.ts'

type DraftStore = Pick<Store, 'readCall' | 'readDraft' | 'keepDraft'>

export interface KeptDraft {
  readonly draft: WrapUpDraft | null
  /** What the next one to keep it must say it has read; 0 where there is none yet. */
  readonly version: number
}

export async function readDraft(store: DraftStore, callId: string, accountId: string): Promise<KeptDraft> {
  await readOwnCall(store, callId, accountId)
  const kept = await store.readDraft(callId, accountId)
  if (!kept) return { draft: null, version: 0 }
  return { draft: givenDraft.parse(JSON.parse(kept.body)), version: kept.version }
}

/** Keeps a draft, with card numbers masked; the answer is what was kept. Refuses `conflict` if another tab was faster. */
export async function keepDraft(
  store: DraftStore,
  who: { callId: string; accountId: string },
  wanted: { draft: WrapUpDraft; version: number },
  now: number,
): Promise<KeptDraft> {
  await readOwnCall(store, who.callId, who.accountId)
  const draft = masked(wanted.draft)
  const body = JSON.stringify(draft)
  const version = await store.keepDraft({ ...who, body, expectedVersion: wanted.version, now })
  if (version === null) throw new Refusal('conflict')
  return { draft, version }
}

function masked(draft: WrapUpDraft): WrapUpDraft {
  return {
    ...draft,
    disposition: draft.disposition === null ? null : maskCards(draft.disposition),
    note: maskCards(draft.note),
    followUpText: maskCards(draft.followUpText),
    promises: draft.promises.map(maskedDraft),
    ...(draft.newCase && { newCase: { ...draft.newCase, subject: maskCards(draft.newCase.subject) } }),
  }
}
