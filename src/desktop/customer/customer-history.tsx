import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { InteractionView } from '../../wire/customer-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { InteractionLine } from './interaction-line.tsx'

/** All contacts of a customer, newest first. */
export function CustomerHistory({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [items, setItems] = useState<readonly InteractionView[]>()
  const [next, setNext] = useState<number | null>(null)
  const { run, running, refused } = useErrand(async (before: number | null) => {
    const query = { most: 25, ...(before === null ? {} : { before }) }
    const page = await ask('readCustomerInteractions', { params: { id: customerId }, query })
    setItems((shown) => (before === null ? page.items : [...(shown ?? []), ...page.items]))
    setNext(page.next)
  })
  useEffect(() => {
    run(null)
  }, [run])
  return (
    <section className={styles.panel}>
      <h2>{words.customer.history}</h2>
      <RefusalNote refused={refused} again={() => run(next)} />
      {items?.length === 0 && <p className={styles.quiet}>{words.customer.historyNone}</p>}
      <ul className={styles.interactions}>
        {items?.map((one) => (
          <InteractionLine key={one.id} interaction={one} />
        ))}
      </ul>
      {next !== null && (
        <Button variant="default" size="xs" loading={running} onClick={() => run(next)}>
          {words.form.loadMore}
        </Button>
      )}
    </section>
  )
}
