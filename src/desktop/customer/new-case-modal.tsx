import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'

interface NewCaseModalProps {
  readonly customerId: number
  readonly onClose: () => void
  readonly onOpened?: () => void
}

export function NewCaseModal({ customerId, onClose, onOpened }: NewCaseModalProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [subject, setSubject] = useState('')
  const [reference, setReference] = useState('')
  const [complaint, setComplaint] = useState(false)
  const open = useErrand(async () => {
    const body = { subject, reference: reference.trim() || null, complaint }
    await ask('openCase', { params: { id: customerId }, body })
    onOpened?.()
    onClose()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    open.run()
  }
  return (
    <Modal opened onClose={onClose} title={words.customer.openCase}>
      <form onSubmit={send} className={styles.form}>
        <TextInput
          label={words.customer.caseSubject}
          required
          data-autofocus
          maxLength={300}
          dir="auto"
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <TextInput
          label={words.customer.caseReference}
          maxLength={100}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Checkbox
          label={words.cases.complaint}
          checked={complaint}
          onChange={(event) => setComplaint(event.currentTarget.checked)}
        />
        <RefusalNote refused={open.refused} />
        <div className={styles.formEnd}>
          <Button variant="default" onClick={onClose}>
            {words.form.cancel}
          </Button>
          <Button type="submit" loading={open.running}>
            {words.customer.openCase}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
