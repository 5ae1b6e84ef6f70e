import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../words/words-context.tsx'

interface GiveUpModalProps {
  readonly giveUp: (outcome: string) => void
  readonly onClose: () => void
}

/** What is given up needs a reason: somebody was waiting for it. */
export function GiveUpModal({ giveUp, onClose }: GiveUpModalProps) {
  const { words } = useWords()
  const [outcome, setOutcome] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    giveUp(outcome)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={words.tasks.giveUp}>
      <form onSubmit={send} style={{ display: 'grid', gap: 12 }}>
        <TextInput
          label={words.tasks.giveUpWhy}
          required
          data-autofocus
          maxLength={200}
          dir="auto"
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value)}
        />
        <Button type="submit" style={{ justifySelf: 'end' }}>
          {words.form.save}
        </Button>
      </form>
    </Modal>
  )
}
