import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AlertView } from '../../wire/alert-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { AlertLine } from './alert-line.tsx'
import styles from './alerts.module.css'
import { useOpenAlerts } from './use-open-alerts.ts'

/** What is open, and below it what is over. */
export function AlertsPage() {
  const { words } = useWords()
  const open = useOpenAlerts()
  const items = open.value?.items ?? []
  return (
    <div className={supervisor.page}>
      <PageHeading title={words.alerts.heading} intro={words.alerts.intro} />
      <RefusalNote refused={open.refused} again={open.again} />
      {open.value && items.length === 0 && <p className={supervisor.nothing}>{words.alerts.none}</p>}
      <ul className={styles.list}>
        {items.map((alert) => (
          <AlertLine key={alert.id} alert={alert} mark={open.mark} />
        ))}
      </ul>
      <Past round={items.map(({ id }) => id).join(' ')} />
    </div>
  )
}

function Past({ round }: { round: string }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [more, setMore] = useState<readonly AlertView[]>([])
  const first = useAnswer((signal) => ask('readAlerts', { signal }), [ask, round])
  const [next, setNext] = useState<number | null>()
  const before = next === undefined ? (first.value?.next ?? null) : next
  const past = [...(first.value?.items ?? []), ...more].filter(({ overAt }) => overAt !== null)
  const load = async () => {
    if (before === null) return
    const page = await ask('readAlerts', { query: { before } })
    setMore((known) => [...known, ...page.items])
    setNext(page.next)
  }
  if (past.length === 0 && before === null) return <RefusalNote refused={first.refused} again={first.again} />
  return (
    <section aria-label={words.alerts.past}>
      <h2 className={supervisor.heading}>{words.alerts.past}</h2>
      <ul className={styles.list}>
        {past.map((alert) => (
          <AlertLine key={alert.id} alert={alert} />
        ))}
      </ul>
      {before !== null && (
        <Button variant="default" onClick={() => void load().catch(() => first.again())}>
          {words.form.loadMore}
        </Button>
      )}
    </section>
  )
}
