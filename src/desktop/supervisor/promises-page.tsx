import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { PromiseView } from '../../wire/promise-api.ts'
import { useNow } from '../clock.ts'
import { PromiseEntry } from '../desk/own-promises.tsx'
import { useErrand } from '../frame/errand.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { type DueGroup, groupByDue } from './group-by-due.ts'
import styles from './promises-page.module.css'
import page from './supervisor.module.css'

const readEveryMs = 60_000

/** What was promised and is to be kept soon, by whomever; the soonest first, and after all that can still be kept what was broken. */
export function PromisesPage() {
  const { words } = useWords()
  const now = Math.floor(useNow(readEveryMs) / readEveryMs) * readEveryMs
  const { items, next, more, again } = useDue()
  const groups = items ? groupByDue(items, now, next !== null) : []
  const say = words.duePromises
  return (
    <div className={page.page} data-wide>
      <PageHeading title={say.heading} intro={say.intro} />
      <RefusalNote refused={more.refused} again={again} />
      {items && (
        <ul className={styles.counts} aria-label={say.heading}>
          {groups.map(({ kind, promises, isWhole }) => (
            <li key={kind} data-pressing={(isLate(kind) && promises.length > 0) || undefined}>
              <strong>{isWhole ? promises.length : `${promises.length}+`}</strong> {say.groups[kind]}
            </li>
          ))}
        </ul>
      )}
      {items?.length === 0 && <p className={page.nothing}>{say.none}</p>}
      {groups.map((group) => (
        <Group key={group.kind} group={group} onChanged={again} />
      ))}
      {next !== null && (
        <Button variant="default" loading={more.running} onClick={() => more.run(next)}>
          {words.form.loadMore}
        </Button>
      )}
    </div>
  )
}

const isLate = (kind: DueGroup['kind']) => kind === 'broken' || kind === 'overdue'

function Group({ group, onChanged }: { group: DueGroup; onChanged: () => void }) {
  const { words } = useWords()
  if (group.promises.length === 0) return null
  return (
    <section className={styles.group} data-kind={group.kind}>
      <h2 className={page.heading}>{words.duePromises.groups[group.kind]}</h2>
      <ul className={styles.list}>
        {group.promises.map((one) => (
          <PromiseEntry key={one.id} one={one} owned onChanged={onChanged} />
        ))}
      </ul>
    </section>
  )
}

function useDue() {
  const { ask } = useSession()
  const [items, setItems] = useState<readonly PromiseView[]>()
  const [next, setNext] = useState<string | null>(null)
  const more = useErrand(async (after: string | null) => {
    const found = await ask('readDuePromises', { query: after === null ? {} : { after } })
    setItems((shown) => (after === null ? found.items : [...(shown ?? []), ...found.items]))
    setNext(found.next)
  })
  const { run } = more
  useEffect(() => {
    run(null)
    const timer = setInterval(() => run(null), readEveryMs)
    return () => clearInterval(timer)
  }, [run])
  return { items, next, more, again: () => run(null) }
}
