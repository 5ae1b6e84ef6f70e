import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useNow } from '../clock.ts'
import { TaskEntry } from '../desk/due-tasks.tsx'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import own from './cases.module.css'
import styles from './customer.module.css'
import { PlanTaskModal } from './plan-task-modal.tsx'

/** Callbacks, visits and messages for this customer: what is open, and what has become of the last ones. */
export function CustomerTasks({ customer }: { customer: CustomerView }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const [planning, setPlanning] = useState(false)
  const tasks = useAnswer(
    (signal) => ask('readCustomerTasks', { params: { id: customer.id }, signal }),
    [ask, customer.id],
  )
  const items = tasks.value?.items ?? []
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <h2>{words.tasks.ofCustomer}</h2>
        <Button size="compact-sm" variant="default" onClick={() => setPlanning(true)}>
          {words.tasks.plan}
        </Button>
      </div>
      <RefusalNote refused={tasks.refused} again={tasks.again} />
      {tasks.value && items.length === 0 && <p className={styles.quiet}>{words.tasks.ofCustomerNone}</p>}
      <ul className={`${own.list} ${own.tasks}`}>
        {items.map((one) =>
          one.state === 'open' ? (
            <TaskEntry key={one.id} one={one} onChanged={tasks.again} />
          ) : (
            <li key={one.id} className={styles.quiet}>
              {`${words.tasks.kinds[one.kind]} · ${words.tasks.states[one.state]} `}
              {spoken.ago(one.closedAt ?? one.createdAt, now)}
              {(one.outcome || one.reason) && <bdi> · {one.outcome || one.reason}</bdi>}
            </li>
          ),
        )}
      </ul>
      {planning && (
        <PlanTaskModal customer={customer} onClose={() => setPlanning(false)} onPlanned={tasks.again} />
      )}
    </section>
  )
}
