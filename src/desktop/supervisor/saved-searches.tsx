import { Button, Select, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { SavedSearchBody, SavedSearchView } from '../../wire/history-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'
import { fromSaved, type SearchFields, toOrder } from './search-memory.ts'

interface SavedSearchesProps {
  /** What would be saved. */
  readonly fields: SearchFields
  readonly open: (fields: SearchFields) => void
}

const shares = ['nobody', 'team', 'all'] as const

/** Searches that are kept under a name, one's own and those that others share; each opens by one click. */
export function SavedSearches({ fields, open }: SavedSearchesProps) {
  const { me, ask } = useSession()
  const { words } = useWords()
  const say = words.search
  const [changes, setChanges] = useState(0)
  const saved = useAnswer((signal) => ask('readSavedSearches', { signal }), [ask, changes])
  const remove = useErrand(async (id: string) => {
    await ask('removeSavedSearch', { params: { id } })
    setChanges((count) => count + 1)
  })
  /** The name is not kept with a search; who may not see the customer reads its number. */
  const begin = useErrand(async (search: SavedSearchBody) => {
    const fields = fromSaved(search)
    if (fields.customer === null) return open(fields)
    const { id } = fields.customer
    const found = await ask('readCustomer', { params: { id } }).catch(() => null)
    open(found ? { ...fields, customer: { id, name: found.name } } : fields)
  })
  const items = saved.value?.items ?? []
  return (
    <section className={styles.saved} aria-label={say.saved}>
      <ul className={styles.chips}>
        {items.map((one) => (
          <li key={one.id} className={styles.savedOne}>
            <button type="button" className={styles.chip} onClick={() => void begin.run(one.search)}>
              <IconBookmark size={13} aria-hidden /> <bdi>{one.name}</bdi>
              <Owner one={one} mine={one.accountId === me.account.id} />
            </button>
            {one.accountId === me.account.id && (
              <button
                type="button"
                className={styles.forget}
                aria-label={say.remove(one.name)}
                onClick={() => void remove.run(one.id)}
              >
                <IconTrash size={13} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {items.length === 0 && saved.value && <p className={styles.read}>{say.savedNone}</p>}
      <RefusalNote refused={remove.refused} />
      <SaveForm fields={fields} onSaved={() => setChanges((count) => count + 1)} />
    </section>
  )
}

function Owner({ one, mine }: { one: SavedSearchView; mine: boolean }) {
  const { words } = useWords()
  if (mine || one.ownerName === null) return null
  return <span className={styles.chipLabel}>{words.search.sharedBy(one.ownerName)}</span>
}

function SaveForm({ fields, onSaved }: { fields: SearchFields; onSaved: () => void }) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.search
  const [name, setName] = useState('')
  const [shared, setShared] = useState<(typeof shares)[number]>('nobody')
  const save = useErrand(async () => {
    await ask('saveSearch', { body: { name, shared, search: toOrder(fields) } })
    setName('')
    onSaved()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <form className={styles.saveForm} onSubmit={send}>
      <TextInput
        size="xs"
        required
        maxLength={80}
        aria-label={say.saveName}
        placeholder={say.saveName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        size="xs"
        allowDeselect={false}
        aria-label={say.share}
        value={shared}
        data={shares.map((value) => ({ value, label: say.shares[value] }))}
        onChange={(value) => setShared(value ?? 'nobody')}
      />
      <Button type="submit" size="xs" variant="default" loading={save.running}>
        {say.save}
      </Button>
      <RefusalNote refused={save.refused} />
    </form>
  )
}
