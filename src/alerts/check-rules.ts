import type { Store } from '../store/store.ts'
import type { AlertRule } from '../wire/alert-api.ts'
import type { AlertCause, Alerting } from './raise-alert.ts'

/** What one rule finds now; `open` are the subjects of which it has raised an alert that is open. */
export type Rule = (open: ReadonlySet<string>) => Promise<AlertCause[]>

export type Rules = Partial<Record<AlertRule, Rule>>

const mostOpen = 1000

/**
 * Raises what these rules find, and ends what they find no more. A rule that fails ends nothing, and holds up no other.
 * What a rule that is not asked has raised is left alone.
 */
export async function checkRules(
  rules: Rules,
  store: Pick<Store, 'readOpenAlerts'>,
  alerting: Alerting,
  onFault: (reason: unknown) => void,
): Promise<void> {
  const asked = Object.entries(rules) as [AlertRule, Rule][]
  const open = await store.readOpenAlerts(
    asked.map(([rule]) => rule),
    mostOpen,
  )
  for (const [rule, find] of asked) {
    const subjects = new Set(open.filter((one) => one.rule === rule).map(({ subjectKey }) => subjectKey))
    try {
      const causes = await find(subjects)
      for (const cause of causes) if (!subjects.has(cause.subjectKey)) await alerting.raiseAlert(cause)
      const found = new Set(causes.map(({ subjectKey }) => subjectKey))
      for (const subject of subjects) if (!found.has(subject)) await alerting.endAlert(rule, subject)
    } catch (reason) {
      onFault(reason)
    }
  }
}
