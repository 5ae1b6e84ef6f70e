import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useLatest } from '../frame/latest.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { SearchIcon } from '../frame/search-icon.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { CustomerLine } from './customer-line.tsx'
import { readQuery } from './read-query.ts'

interface FindCustomerProps {
  readonly autoFocus?: boolean
  /** What stands behind each customer found: a link or a button. */
  readonly action: (customer: CustomerView) => ReactNode
  /** Shown where nobody was found. */
  readonly nobody?: ReactNode
}

/** One field for name, number or the house's own customer id. */
export function FindCustomer({ autoFocus, action, nobody }: FindCustomerProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly CustomerView[]>()
  const find = useLatest(async (signal) => {
    const answers = await Promise.all(readQuery(query).map((body) => ask('findCustomer', { body, signal })))
    const all = answers.flatMap((answer) => answer.items)
    return () => setFound([...new Map(all.map((customer) => [customer.id, customer])).values()])
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (query.trim() !== '') find.run()
  }
  return (
    <div>
      <search>
        <form onSubmit={send} className={styles.findForm}>
          <TextInput
            data-autofocus={autoFocus || undefined}
            aria-label={words.customer.findHint}
            placeholder={words.customer.findHint}
            leftSection={<SearchIcon searching={find.running} />}
            value={query}
            maxLength={200}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <Button type="submit">{words.customer.find}</Button>
        </form>
      </search>
      <RefusalNote refused={find.refused} />
      <ul className={styles.found}>
        {found?.map((customer) => (
          <li key={customer.id}>
            <CustomerLine customer={customer} />
            {action(customer)}
          </li>
        ))}
      </ul>
      {found?.length === 0 && (
        <p className={styles.quiet} role="status">
          {words.customer.foundNone}
        </p>
      )}
      {found && nobody}
    </div>
  )
}
