import type { AlertView } from '../../wire/alert-api.ts'
import { useNow } from '../clock.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { sayAlert } from './say-alert.ts'

/** How the alert is said in the language of the page. */
export function useSayAlert(): (alert: AlertView) => string {
  const { me } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const queueName = (source: string, queue: string) =>
    me.queues.find((one) => one.source === source && one.id === queue)?.name ?? queue
  return (alert) => sayAlert(alert, { words, spoken, now, queueName })
}
