import { Refusal } from './errors.ts'
import type { Journey } from './journey.ts'
import type { Store } from './store/store.ts'
import type { Handlers } from './wire/routes.ts'

/** What an agent does with a live call. Whose pop it is, is asked with every step. */
export function callHandlers(
  journey: Pick<Journey, 'readPop' | 'chooseIdentity'>,
  store: Pick<Store, 'audit'>,
  now: () => number,
): Handlers<'readPop' | 'chooseIdentity'> {
  return {
    async readPop({ params, who }) {
      const pop = await journey.readPop(params.id, who.accountId)
      if (!pop) throw new Refusal('not-found')
      return pop
    },
    async chooseIdentity({ params, body, who }) {
      await journey.chooseIdentity({ callId: params.id, accountId: who.accountId, ...body })
      await store.audit({
        at: now(),
        accountId: who.accountId,
        action: `identity-${body.verdict}`,
        subject: `customer:${body.customerId}`,
        detail: params.id,
      })
      return undefined
    },
  }
}
