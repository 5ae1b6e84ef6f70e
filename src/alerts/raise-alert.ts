import type { AlertFigures, AlertToRaise, StoredAlert } from '../store/alert-store.ts'
import type { Store } from '../store/store.ts'
import type { OutsideMessage } from '../store/webhook-store.ts'
import type { AlertRule, AlertSeverity } from '../wire/alert-api.ts'
import type { WebhookData } from '../wire/webhook-events.ts'

/** Why somebody should look. Raised again while it is open, nothing happens. */
export interface AlertCause {
  readonly rule: AlertRule
  /** What it is about within the rule: `case:7`, `script:orders`. */
  readonly subjectKey: string
  readonly severity?: AlertSeverity
  readonly customerId?: number | null
  readonly callId?: string | null
  /** The team whose supervisors see it; left out or null: only those who see all. */
  readonly team?: string | null
  /** Counts, instants and ids for the sentence; nothing personal, since every webhook is sent it. */
  readonly figures?: AlertFigures
  /** In somebody's own words; goes only to webhooks with personal data. */
  readonly text?: string
}

export interface Alerting {
  /** True where it is new. */
  raiseAlert(cause: AlertCause): Promise<boolean>
  /** Its cause is gone. True where one was open. */
  endAlert(rule: AlertRule, subjectKey: string): Promise<boolean>
}

export interface AlertingSettings {
  readonly store: Pick<Store, 'raiseAlert' | 'findOpenAlert' | 'endAlert'>
  readonly messagesOf: <T extends 'alert.raised' | 'alert.over'>(
    type: T,
    data: () => WebhookData<T>,
  ) => readonly OutsideMessage[]
  /** Something was written for other systems. */
  readonly told: () => void
  /** The list of alerts is worth fetching again. */
  readonly changed: () => void
  readonly newId: () => string
  /** The wall clock, ms. */
  readonly now: () => number
}

/** Raising and ending of alerts, for whoever finds a reason: what is open is raised once, whichever node finds it. */
export function openAlerting(settings: AlertingSettings): Alerting {
  const { store, messagesOf, told, changed, newId, now } = settings
  return {
    async raiseAlert(cause) {
      if (await store.findOpenAlert(cause.rule, cause.subjectKey)) return false
      const alert = alertOf(cause, newId(), now())
      const outside = messagesOf('alert.raised', () => dataOf({ ...alert, raisedAt: alert.at }))
      if (!(await store.raiseAlert(alert, outside))) return false
      if (outside.length > 0) told()
      changed()
      return true
    },
    async endAlert(rule, subjectKey) {
      const open = await store.findOpenAlert(rule, subjectKey)
      if (!open) return false
      const overAt = now()
      const outside = messagesOf('alert.over', () => ({ ...dataOf(open), overAt }))
      if (!(await store.endAlert(open.id, overAt, outside))) return false
      if (outside.length > 0) told()
      changed()
      return true
    },
  }
}

function alertOf(cause: AlertCause, id: string, at: number): AlertToRaise {
  return {
    severity: 'warning',
    customerId: null,
    callId: null,
    team: null,
    figures: {},
    text: '',
    ...cause,
    id,
    at,
  }
}

function dataOf(
  alert: Pick<
    StoredAlert,
    | 'id'
    | 'rule'
    | 'subjectKey'
    | 'severity'
    | 'customerId'
    | 'callId'
    | 'team'
    | 'figures'
    | 'text'
    | 'raisedAt'
  >,
): WebhookData<'alert.raised'> {
  const { id, rule, subjectKey, severity, customerId, callId, team, figures, text, raisedAt } = alert
  return {
    alertId: id,
    rule,
    subjectKey,
    severity,
    customerId,
    callId,
    team,
    figures: { ...figures },
    raisedAt,
    ...(text === '' ? {} : { personal: { text } }),
  }
}
