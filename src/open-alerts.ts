import { type Alerting, openAlerting } from './alerts/raise-alert.ts'
import type { Outside } from './open-outside.ts'
import type { Desktops } from './push/desktops.ts'
import type { Store } from './store/store.ts'

interface AlertsSettings {
  readonly store: Store
  readonly outside: Pick<Outside, 'messagesOf' | 'told'>
  readonly desktops: Pick<Desktops, 'hintAlerts'>
  readonly newId: () => string
  readonly now: () => number
}

/** Raising and ending of alerts, told on the page and to other systems: for every part that finds a reason. */
export function openAlertsOfHouse({ store, outside, desktops, newId, now }: AlertsSettings): Alerting {
  return openAlerting({
    store,
    messagesOf: outside.messagesOf,
    told: outside.told,
    changed: desktops.hintAlerts,
    newId,
    now,
  })
}
