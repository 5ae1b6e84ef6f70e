import { Refusal } from './errors.ts'
import { type Explaining, explainCall } from './explain-call.ts'
import type { CallRecord } from './store/explain-store.ts'
import type { Store } from './store/store.ts'
import type { Handlers, Who } from './wire/routes.ts'
import { seesTeam, teamOfContact } from './wire/teams.ts'

export type Teams = Parameters<typeof teamOfContact>[1]

/** Explanations for supervisors. That one was read is on record before it is shown. */
export function explainHandlers(
  house: Explaining & { readonly store: Pick<Store, 'audit'> },
  teams: Teams,
  now: () => number,
): Handlers<'explainCall'> {
  return {
    async explainCall({ params, who }) {
      const record = await house.store.readCallRecord(params.id)
      if (!record || !seesCall(who, record, teams)) throw new Refusal('not-found')
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

/**
 * Whether somebody may look back at a call; what is another team's is refused as if it were not there, since ids can be
 * guessed. What is over belongs to whom it belonged then; what goes on, or was among ourselves, to the team as it is.
 */
export function seesCall({ teams: seen }: Pick<Who, 'teams'>, record: CallRecord, teams: Teams): boolean {
  const { isHistory, team, answeredBy, queue } = record
  return seesTeam(seen, isHistory ? team : teamOfContact({ agents: answeredBy, queue }, teams))
}
