import { Autocomplete, Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import type { CustomerFields } from './customer-fields.ts'
import { MetricsField } from './metrics-field.tsx'
import { toWish } from './new-wish.ts'
import { NumbersField } from './numbers-field.tsx'
import { WishesField } from './wishes-field.tsx'

interface CustomerFormProps {
  readonly start: CustomerFields
  readonly submit: string
  /** What may not be seen at the moment, and so not be written over. */
  readonly held?: CustomerView['heldBack']
  /** Rejects with Refused; then the form stays as it is and says why. */
  readonly onSubmit: (fields: CustomerFields) => Promise<void>
  readonly onCancel: () => void
}

type TextField = 'title' | 'givenName' | 'familyName' | 'saidAs' | 'pronunciation' | 'role' | 'externalId'

export function CustomerForm({ start, submit, held = [], onSubmit, onCancel }: CustomerFormProps) {
  const { me } = useSession()
  const { words } = useWords()
  const say = words.customer.fields
  const [fields, setFields] = useState(start)
  const [unfinished, setUnfinished] = useState(false)
  const save = useErrand(() => onSubmit(fields))
  const set = (change: Partial<CustomerFields>) => setFields((before) => ({ ...before, ...change }))
  const send = (event: FormEvent) => {
    event.preventDefault()
    const isWishHalf = fields.newWish !== null && toWish(fields.newWish) === null
    setUnfinished(isWishHalf)
    if (!isWishHalf) save.run()
  }
  const text = (field: TextField, description?: string) => (
    <TextInput
      label={say[field]}
      description={description}
      value={fields[field]}
      maxLength={200}
      dir="auto"
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <form onSubmit={send} className={styles.form}>
      <SegmentedControl
        aria-label={say.kind}
        value={fields.kind}
        onChange={(kind) => set({ kind: kind as CustomerFields['kind'] })}
        data={(['person', 'household', 'company'] as const).map((value) => ({
          value,
          label: words.customer.kinds[value],
        }))}
      />
      <TextInput
        label={say.name}
        value={fields.name}
        required
        data-autofocus
        maxLength={200}
        dir="auto"
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        {fields.kind === 'person' && text('title', say.titleHint)}
        {fields.kind === 'person' && text('familyName')}
        {fields.kind === 'person' && text('givenName')}
        {text('pronunciation')}
        {text('saidAs', say.saidAsHint)}
        {text('role')}
        <TextInput
          label={say.language}
          placeholder="de-AT, zh-CN"
          value={fields.language}
          onChange={(event) => set({ language: event.currentTarget.value })}
        />
        <Autocomplete
          label={say.timeZone}
          placeholder="Europe/Berlin"
          data={Intl.supportedValuesOf('timeZone')}
          limit={30}
          value={fields.timeZone}
          onChange={(timeZone) => set({ timeZone })}
        />
        <Select
          label={say.tier}
          allowDeselect={false}
          data={[...new Set([...me.tiers, fields.tier])]}
          value={fields.tier}
          onChange={(tier) => set({ tier: tier ?? fields.tier })}
        />
        {text('externalId')}
      </div>
      <NumbersField numbers={fields.numbers} onChange={(numbers) => set({ numbers })} />
      <WishesField
        wishes={fields.contactWishes}
        typed={fields.newWish}
        held={held.includes('wishes')}
        unfinished={unfinished}
        onChange={(contactWishes) => set({ contactWishes })}
        onType={(newWish) => {
          set({ newWish })
          setUnfinished(false)
        }}
      />
      <Textarea
        label={say.about}
        autosize
        minRows={2}
        maxLength={500}
        dir="auto"
        value={fields.about}
        onChange={(event) => set({ about: event.currentTarget.value })}
      />
      <Textarea
        label={say.confidential}
        description={held.includes('confidential') ? words.verify.heldHere : say.confidentialHint}
        disabled={held.includes('confidential')}
        autosize
        minRows={1}
        maxLength={500}
        dir="auto"
        value={fields.confidential}
        onChange={(event) => set({ confidential: event.currentTarget.value })}
      />
      <MetricsField
        metrics={fields.metrics}
        held={held.includes('history')}
        onChange={(metrics) => set({ metrics })}
      />
      <RefusalNote refused={save.refused} />
      <div className={styles.formEnd}>
        <Button variant="default" onClick={onCancel}>
          {words.form.cancel}
        </Button>
        <Button type="submit" loading={save.running}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
