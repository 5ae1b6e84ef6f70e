import { Refusal } from '../errors.ts'
import type { CallNote } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import { type CallNoteView, givenDraft } from '../wire/desk-api.ts'
import { readOwnCall } from './own-call.ts'

interface NoteReading {
  readonly store: Pick<Store, 'readCall' | 'readNotesOfCall'>
  readonly nameOf: (accountId: string) => string | null
}

/**
 * What colleagues have noted on this call, also where they are writing yet: it belongs to the call, and goes with it to
 * whoever takes it over. Whoever is one of several at whom it rings does not see it, nor who has lost it.
 */
export async function readNotes(
  { store, nameOf }: NoteReading,
  callId: string,
  accountId: string,
): Promise<CallNoteView[]> {
  const call = await readOwnCall(store, callId, accountId)
  const own = call.pops.find((pop) => pop.accountId === accountId)
  if ((JSON.parse(own?.content ?? '{}') as { stage?: string }).stage !== 'full')
    throw new Refusal('not-found')
  const newest = new Map<string, CallNoteView>()
  for (const one of await store.readNotesOfCall(callId)) {
    if (one.accountId === accountId) continue
    const said = noteIn(one)
    if (said.text === '') continue
    newest.delete(one.accountId)
    newest.set(one.accountId, { ...said, agentName: nameOf(one.accountId), writtenAt: one.writtenAt })
  }
  return [...newest.values()]
}

function noteIn({ note, draft }: CallNote): Pick<CallNoteView, 'text' | 'isDraft'> {
  if (draft === null) return { text: note ?? '', isDraft: false }
  return { text: givenDraft.parse(JSON.parse(draft)).note, isDraft: true }
}
