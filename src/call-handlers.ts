import { Refusal } from './errors.ts'
import type { Journey } from './journey.ts'
import type { Store } from './store/store.ts'
import type { Pop } from './wire/pop.ts'
import type { Handlers, Who } from './wire/routes.ts'

/** What an agent does with a live call. Whose pop it is, is asked with every step. */
export function callHandlers(
  journey: Pick<Journey, 'readPop' | 'chooseIdentity' | 'verifyCaller' | 'putVerification'>,
  store: Pick<Store, 'audit'>,
  verificationMethods: readonly string[],
  now: () => number,
): Handlers<'readPop' | 'chooseIdentity' | 'verifyCaller' | 'takeBackVerification'> {
  const speakingPop = async (id: string, who: Who): Promise<Pop> => {
    const pop = await journey.readPop(id, who.accountId)
    if (!pop) throw new Refusal('not-found')
    if (pop.state !== 'connected' && pop.state !== 'held') throw new Refusal('not-speaking')
    return pop
  }
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
    async verifyCaller({ params, body, who }) {
      if (!verificationMethods.includes(body.method)) throw unknownMethod(verificationMethods)
      const { disclosure } = await speakingPop(params.id, who)
      // On record before anything is shown for it.
      await store.audit({
        at: now(),
        accountId: who.accountId,
        action: 'verify-caller',
        subject: `customer:${body.customerId}`,
        detail: `${params.id} by ${body.method}, shows ${disclosure.masked.join(' ') || 'nothing more'}`,
      })
      await journey.verifyCaller({ callId: params.id, accountId: who.accountId, ...body })
      return undefined
    },
    async takeBackVerification({ params, who }) {
      const { person } = await speakingPop(params.id, who)
      await journey.putVerification(params.id, null)
      await store.audit({
        at: now(),
        accountId: who.accountId,
        action: 'take-back-verification',
        subject: person ? `customer:${person.customerId}` : '',
        detail: params.id,
      })
      return undefined
    },
  }
}

function unknownMethod(methods: readonly string[]): Refusal {
  const message = `the house's methods are ${methods.join(', ')}`
  return new Refusal('bad-input', { faults: [{ path: 'method', message }] })
}
