import { Refusal } from '../errors.ts'
import type { StoredAlert } from '../store/alert-store.ts'
import type { Store } from '../store/store.ts'
import type { AlertRule, AlertView } from '../wire/alert-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { seesTeam } from '../wire/teams.ts'

interface AlertsRoom {
  readonly store: Pick<Store, 'readOpenAlerts' | 'readAlerts' | 'readAlert' | 'markAlert'>
  readonly nameOf: (accountId: string) => string | null
  readonly changed: () => void
  readonly now: () => number
}

const mostOpen = 200
const pageSize = 50

/** The list of alerts, and who has seen and taken which. */
export function alertHandlers({
  store,
  nameOf,
  changed,
  now,
}: AlertsRoom): Handlers<'readOpenAlerts' | 'readAlerts' | 'markAlert'> {
  const shown = (alert: StoredAlert): AlertView => {
    const { team: _, seenBy, assignedTo, rule, figures, ...rest } = alert
    return {
      ...rest,
      rule: rule as AlertRule,
      figures: { ...figures },
      seenBy: seenBy && (nameOf(seenBy) ?? seenBy),
      assignedTo:
        assignedTo === null ? null : { accountId: assignedTo, name: nameOf(assignedTo) ?? assignedTo },
    }
  }
  const seen = (alerts: readonly StoredAlert[], { teams }: Who) =>
    alerts.filter(({ team }) => seesTeam(teams, team))
  return {
    async readOpenAlerts({ who }) {
      const alerts = seen(await store.readOpenAlerts(null, mostOpen), who)
      return { items: alerts.map(shown) }
    },
    async readAlerts({ query, who }) {
      const all = await store.readAlerts(query.before ?? Number.MAX_SAFE_INTEGER, pageSize)
      const alerts = seen(all, who)
      const last = all.at(-1)
      return { items: alerts.map(shown), next: all.length === pageSize && last ? last.raisedAt : null }
    },
    async markAlert({ params, body, who }) {
      const alert = await store.readAlert(params.id)
      if (!alert || !seesTeam(who.teams, alert.team)) throw new Refusal('not-found')
      if (body.assignedTo && nameOf(body.assignedTo) === null) {
        throw new Refusal('bad-input', {
          faults: [{ path: 'assignedTo', message: 'there is no such account' }],
        })
      }
      const marked = await store.markAlert({
        id: alert.id,
        expectedVersion: body.version,
        seen: { by: who.accountId, at: now() },
        assignedTo: body.assignedTo === undefined ? alert.assignedTo : body.assignedTo,
      })
      if (!marked) throw new Refusal('conflict')
      changed()
      return shown(marked)
    },
  }
}
