import type { Report } from '../../wire/report-api.ts'
import { useSession } from '../session.tsx'
import type { Day } from './days.ts'
import type { ReportView } from './report-view.ts'
import { type Unknown, whyUnknown } from './why-unknown.ts'

/** Why the leading figure cannot be told to whoever looks at this part of the house; null where it is known. */
export function useWhyUnknown(
  report: Report,
  today: Day,
  { team, queue }: Pick<ReportView, 'team' | 'queue'>,
): Unknown | null {
  const { me } = useSession()
  // Customers are of no team, so that all of them are looked at with what is of none.
  const isWhole = me.account.leads === null && !team && queue === null
  return whyUnknown(report, { isWhole, today })
}
