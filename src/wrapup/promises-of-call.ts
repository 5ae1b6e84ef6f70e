import { createHash } from 'node:crypto'
import type { WrapUpPromise } from '../store/new-promise.ts'
import type { DraftPromise, WrapUpPromiseView } from '../wire/desk-api.ts'
import { maskCards } from './mask-cards.ts'

const minute = 60_000

/** What an agent has promised on a call, with card numbers masked. Saved again it is told by what it says. */
export function promisesOfCall(
  said: readonly WrapUpPromiseView[],
  call: { readonly callId: string; readonly accountId: string },
  remindMinutes: number,
): WrapUpPromise[] {
  return said.map((promise) => {
    const text = maskCards(promise.text)
    const { dueAt, channel, caseId, department } = promise
    const what = JSON.stringify([call.callId, call.accountId, text, dueAt, channel, caseId, department])
    return {
      originId: createHash('sha256').update(what).digest('base64url'),
      text,
      dueAt,
      channel,
      caseId,
      ownerId: department === null ? call.accountId : null,
      department,
      remindAt: dueAt - remindMinutes * minute,
    }
  })
}

export function maskedDraft(promise: DraftPromise): DraftPromise {
  const department = promise.department === null ? null : maskCards(promise.department)
  return { ...promise, text: maskCards(promise.text), department }
}
