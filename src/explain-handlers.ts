import { Refusal } from './errors.ts'
import { type Explaining, explainCall } from './explain-call.ts'
import type { Store } from './store/store.ts'
import type { Handlers } from './wire/routes.ts'

/** Explanations for supervisors. That one was read is on record before it is shown. */
export function explainHandlers(
  house: Explaining & { readonly store: Pick<Store, 'audit'> },
  now: () => number,
): Handlers<'explainCall'> {
  return {
    async explainCall({ params, who }) {
      const explained = await explainCall(house, params.id)
      if (!explained) throw new Refusal('not-found')
      await house.store.audit({
        at: now(),
        accountId: who.accountId,
        action: 'explain-call',
        subject: `call:${params.id}`,
        detail: '',
      })
      return explained
    },
  }
}
