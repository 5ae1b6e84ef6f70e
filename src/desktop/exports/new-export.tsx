import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Refused, whyNot } from '../ask.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './exports.module.css'

const kinds = ['promises', 'cases', 'surveys', 'customers', 'audit'] as const
type Kind = (typeof kinds)[number]
const day = 24 * 60 * 60_000

/** What a role may take; customers are refused by the server to whoever does not see all teams. */
function kindsOf(role: string): readonly Kind[] {
  if (role === 'auditor') return ['audit']
  return role === 'admin' ? kinds : kinds.filter((kind) => kind !== 'audit')
}

/** Begins an export of a table; what a search finds is exported from the search. */
export function NewExport({ begun }: { readonly begun: () => void }) {
  const { ask, me } = useSession()
  const { words } = useWords()
  const say = words.exports
  const mine = kindsOf(me.account.role)
  const [kind, setKind] = useState<Kind>(mine[0] ?? 'promises')
  const [format, setFormat] = useState<'csv' | 'json-lines'>('csv')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const range = {
      ...(from === '' ? {} : { from: new Date(`${from}T00:00`).getTime() }),
      // The last day counts as a whole.
      ...(until === '' ? {} : { until: new Date(`${until}T00:00`).getTime() + day }),
    }
    try {
      await ask('beginExport', { body: { kind, format, ...range } })
      setRefused(undefined)
      begun()
    } catch (thrown) {
      setRefused(whyNot(thrown))
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void begin(event)} aria-label={say.begin}>
      <NativeSelect
        label={say.what}
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
        data={mine.map((value) => ({ value, label: say.kinds[value] ?? value }))}
      />
      <TextInput
        type="date"
        label={say.from}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        type="date"
        label={say.until}
        value={until}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <NativeSelect
        label={say.format}
        value={format}
        onChange={({ currentTarget }) => setFormat(currentTarget.value as 'csv' | 'json-lines')}
        data={[
          { value: 'csv', label: say.formats.csv },
          { value: 'json-lines', label: say.formats['json-lines'] },
        ]}
      />
      <Button type="submit">{say.begin}</Button>
      <RefusalNote refused={refused} />
    </form>
  )
}
