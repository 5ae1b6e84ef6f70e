import { Refusal } from '../errors.ts'
import type { StoredAlert } from '../store/alert-store.ts'
import type { Store } from '../store/store.ts'
import type { AlertRule, AlertView } from '../wire/alert-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { type SeenTeams, seesTeam } from '../wire/teams.ts'

interface AlertsRoom {
  readonly store: Pick<Store, 'readOpenAlerts' | 'readAlerts' | 'readAlert' | 'markAlert'>
  readonly nameOf: (accountId: string) => string | null
  readonly changed: () => void
  readonly now: () => number
}

const mostOpen = 200
/** Supervisors stand in the record as everybody does: those are told of it who read it. */
const ofTheRecord = 'record-broken' satisfies AlertRule
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
  return {
    async readOpenAlerts({ who }) {
      const alerts = await store.readOpenAlerts(rulesFor(who), mostOpen, teamsFor(who))
      return { items: alerts.filter((alert) => sees(who, alert)).map(shown) }
    },
    async readAlerts({ query, who }) {
      const { before = Number.MAX_SAFE_INTEGER } = query
      const all = await store.readAlerts(before, pageSize, rulesFor(who), teamsFor(who))
      const alerts = all.filter((alert) => sees(who, alert))
      const last = all.at(-1)
      return { items: alerts.map(shown), next: all.length >= pageSize && last ? last.raisedAt : null }
    },
    async markAlert({ params, body, who }) {
      const alert = await store.readAlert(params.id)
      if (!alert || !sees(who, alert)) throw new Refusal('not-found')
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

/** Null: all rules. */
function rulesFor({ role }: Who): readonly AlertRule[] | null {
  return role === 'auditor' ? [ofTheRecord] : null
}

/** What auditors read is of no team. */
function teamsFor({ role, teams }: Who): SeenTeams {
  return role === 'auditor' ? null : teams
}

function sees({ role, teams }: Who, { rule, team }: StoredAlert): boolean {
  if (rule === ofTheRecord) return role === 'auditor' || role === 'admin'
  return role !== 'auditor' && seesTeam(teams, team)
}
