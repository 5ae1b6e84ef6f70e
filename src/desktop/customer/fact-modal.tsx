import { Autocomplete, Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { FactView } from '../../wire/facts-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { type FactKindShown, sayFactKey } from './say-fact.ts'

interface FactModalProps {
  readonly customerId: number
  /** The one that is to be changed; null for a new one. */
  readonly fact: FactView | null
  readonly onClose: () => void
  readonly onKept: () => void
}

/** Puts a fact down: which one, its value, who said it and where. */
export function FactModal({ customerId, fact, onClose, onKept }: FactModalProps) {
  const { ask, me } = useSession()
  const { words, language } = useWords()
  const say = words.facts
  const [name, setName] = useState(fact ? sayFactKey(fact.key, fact.label, me.facts, language) : '')
  const [value, setValue] = useState(fact?.value ?? '')
  const [saidBy, setSaidBy] = useState<FactView['saidBy']>('customer')
  const [channel, setChannel] = useState('call')
  const [verified, setVerified] = useState(false)
  const named = (one: FactKindShown) => sayFactKey(one.key, null, me.facts, language)
  const kind = me.facts.find((one) => (fact ? one.key === fact.key : named(one) === name.trim()))
  const key = fact?.key ?? kind?.key ?? name.trim()
  const keep = useErrand(async () => {
    const body = { value, saidBy, channel, verified }
    await ask('putFact', { params: { id: customerId, key }, body })
    onKept()
    onClose()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    keep.run()
  }
  return (
    <Modal opened onClose={onClose} title={fact ? say.changeOf(name) : say.add}>
      <form onSubmit={send} className={styles.form}>
        {!fact && (
          <Autocomplete
            label={say.key}
            description={say.keyHint}
            required
            data-autofocus
            maxLength={64}
            dir="auto"
            data={[...new Set(me.facts.map(named))]}
            value={name}
            onChange={setName}
          />
        )}
        <FactValue kind={kind} value={value} onChange={setValue} focus={fact !== null} />
        <div className={styles.pair}>
          <Select
            label={say.saidBy}
            allowDeselect={false}
            data={Object.entries(say.sayers).map(([id, label]) => ({ value: id, label }))}
            value={saidBy}
            onChange={(sayer) => setSaidBy((sayer ?? saidBy) as FactView['saidBy'])}
          />
          <Select
            label={say.channel}
            allowDeselect={false}
            data={Object.entries(words.channels).map(([id, label]) => ({ value: id, label }))}
            value={channel}
            onChange={(one) => setChannel(one ?? channel)}
          />
        </div>
        <Checkbox
          label={say.made}
          checked={verified}
          onChange={(event) => setVerified(event.currentTarget.checked)}
        />
        <RefusalNote refused={keep.refused} />
        <div className={styles.formEnd}>
          <Button variant="default" onClick={onClose}>
            {words.form.cancel}
          </Button>
          <Button type="submit" loading={keep.running} disabled={key === '' || value.trim() === ''}>
            {words.form.save}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface FactValueProps {
  readonly kind: FactKindShown | undefined
  readonly value: string
  readonly onChange: (value: string) => void
  readonly focus: boolean
}

/** As the kind of fact wants it: a date, a choice, yes or no, or what is typed. */
function FactValue({ kind, value, onChange, focus }: FactValueProps) {
  const { words } = useWords()
  const say = words.facts
  const focusing = focus ? { 'data-autofocus': true } : {}
  if (kind?.kind === 'choice' || kind?.kind === 'yes-no') {
    const yesNo = [
      { value: 'yes', label: say.yes },
      { value: 'no', label: say.no },
    ]
    return (
      <Select
        label={say.value}
        required
        {...focusing}
        data={kind.kind === 'choice' ? [...kind.choices] : yesNo}
        value={value || null}
        onChange={(one) => onChange(one ?? '')}
      />
    )
  }
  return (
    <TextInput
      label={say.value}
      required
      {...focusing}
      type={kind?.kind === 'date' ? 'date' : 'text'}
      inputMode={kind?.kind === 'number' ? 'decimal' : undefined}
      maxLength={500}
      dir="auto"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
