import { ActionIcon, Button, Chip, Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ContactChannel, NewWish } from '../../wire/wishes.ts'
import { useRows } from '../frame/rows.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { emptyWish, toWish, type WishFields } from './new-wish.ts'
import { sayWish } from './say-wish.ts'
import { WishLine } from './wish-line.tsx'

interface WishesFieldProps {
  readonly wishes: readonly NewWish[]
  /** The one that is being typed; it is saved with the form. */
  readonly typed: WishFields | null
  /** They may not be seen at the moment, and so not be written over. */
  readonly held: boolean
  /** The form was to be saved, and something is missing of what is typed. */
  readonly unfinished: boolean
  readonly onChange: (wishes: readonly NewWish[]) => void
  readonly onType: (typed: WishFields | null) => void
}

/** What the customer has stated, and one more at a time. */
export function WishesField({ wishes, typed, held, unfinished, onChange, onType }: WishesFieldProps) {
  const { words, spoken } = useWords()
  const made = typed && toWish(typed)
  const rows = useRows(wishes, onChange)
  return (
    <fieldset className={styles.numbers} disabled={held}>
      <legend>{words.wishes.heading}</legend>
      <p className={styles.quiet}>{held ? words.verify.heldHere : words.wishes.hint}</p>
      {rows.map(({ one: wish, key, remove }) => (
        <div key={key} data-row className={styles.wishRow}>
          <WishLine wish={wish} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.wishes.removeOf(sayWish(wish, words, spoken))}
            data-removes
            onClick={(event) => remove(event.currentTarget)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {typed && <WishInput fields={typed} onChange={onType} />}
      {unfinished && <UnfinishedNote />}
      <Group gap={8}>
        <Button
          variant={typed ? 'light' : 'subtle'}
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          disabled={typed !== null && made === null}
          onClick={() => {
            if (made) onChange([...wishes, made])
            onType(typed ? null : emptyWish)
          }}
        >
          {words.wishes.add}
        </Button>
        {typed && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onType(null)}>
            {words.wishes.discard}
          </Button>
        )}
      </Group>
    </fieldset>
  )
}

/** Comes into sight by itself: the button that was pressed stands at the end of a long form. */
function UnfinishedNote() {
  const { words } = useWords()
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    void note.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <p ref={note} role="alert" className={styles.unfinished}>
      {words.wishes.unfinished}
    </p>
  )
}

interface WishInputProps {
  readonly fields: WishFields
  readonly onChange: (fields: WishFields) => void
}

function WishInput({ fields, onChange }: WishInputProps) {
  const { words } = useWords()
  const say = words.wishes
  const set = (change: Partial<WishFields>) => onChange({ ...fields, ...change })
  const options = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }))
  return (
    <div className={styles.pair}>
      <Select
        label={say.kind}
        allowDeselect={false}
        data-autofocus
        data={options(say.kinds)}
        value={fields.kind}
        onChange={(kind) => set({ kind: (kind ?? fields.kind) as WishFields['kind'] })}
      />
      <Select
        label={words.facts.channel}
        allowDeselect={false}
        data={options(words.channels)}
        value={fields.channel}
        onChange={(channel) => set({ channel: channel ?? fields.channel })}
      />
      <WishDetails fields={fields} set={set} options={options} />
    </div>
  )
}

interface WishDetailsProps {
  readonly fields: WishFields
  readonly set: (change: Partial<WishFields>) => void
  readonly options: (names: Readonly<Record<string, string>>) => { value: string; label: string }[]
}

function WishDetails({ fields, set, options }: WishDetailsProps) {
  const { words } = useWords()
  const say = words.wishes
  switch (fields.kind) {
    case 'channel':
      return (['prefer', 'avoid'] as const).map((which) => (
        <MultiSelect
          key={which}
          label={say[which]}
          data={options(say.channelNames)}
          value={[...fields[which]]}
          onChange={(channels) => set({ [which]: channels as ContactChannel[] })}
        />
      ))
    case 'hours':
      return <HoursInput fields={fields} set={set} options={options} />
    case 'role':
      return (
        <Select
          label={say.kinds.role}
          allowDeselect={false}
          data={options(say.roles)}
          value={fields.role}
          onChange={(role) => set({ role: (role ?? fields.role) as WishFields['role'] })}
        />
      )
    case 'write':
    case 'short':
      return null
    default:
      return (
        <TextInput
          label={say.kinds[fields.kind]}
          placeholder={fields.kind === 'language' ? 'de-AT, zh-CN' : undefined}
          value={fields.words}
          maxLength={200}
          dir="auto"
          onChange={(event) => set({ words: event.currentTarget.value })}
        />
      )
  }
}

function HoursInput({ fields, set, options }: WishDetailsProps) {
  const { words, spoken } = useWords()
  const say = words.wishes
  return (
    <>
      <Select
        label={say.sense}
        allowDeselect={false}
        data={options(say.senses)}
        value={fields.sense}
        onChange={(sense) => set({ sense: (sense ?? fields.sense) as WishFields['sense'] })}
      />
      <div className={styles.hours}>
        {(['from', 'until'] as const).map((which) => (
          <TextInput
            key={which}
            type="time"
            label={say[which]}
            value={fields[which]}
            onChange={(event) => set({ [which]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Chip.Group
        multiple
        value={fields.days.map(String)}
        onChange={(days) => set({ days: days.map(Number) })}
      >
        <Group gap={4} role="group" aria-label={say.days} className={styles.days}>
          <span className={styles.quiet}>{say.days}</span>
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Chip key={day} size="xs" value={String(day)}>
              {spoken.weekdays([day])}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </>
  )
}
