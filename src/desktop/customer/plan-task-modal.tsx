import { Button, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CustomerView } from '../../wire/customer-api.ts'
import type { TaskKindView } from '../../wire/task-api.ts'
import { useClock } from '../clock.ts'
import { fromField, inOneHour, toField } from '../desk/instant-field.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { groupName, groupsOf, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'

interface PlanTaskModalProps {
  readonly customer: Pick<CustomerView, 'id' | 'numbers'>
  readonly onClose: () => void
  readonly onPlanned: () => void
}

const mine = 'mine'
const anybodys = 'anybody'

export function PlanTaskModal({ customer, onClose, onPlanned }: PlanTaskModalProps) {
  const { ask, me } = useSession()
  const { words, language } = useWords()
  const clock = useClock()
  const say = words.tasks
  const [kind, setKind] = useState<TaskKindView>('callback')
  const [dueFrom, setDueFrom] = useState<number | null>(() => inOneHour(clock.now()))
  const [reason, setReason] = useState('')
  const [whose, setWhose] = useState(mine)
  const plan = useErrand(async () => {
    if (dueFrom === null) return
    const team = whose === mine || whose === anybodys ? null : whose
    const ownerId = whose === mine ? me.account.id : null
    await ask('planTask', { body: { kind, customerId: customer.id, dueFrom, reason, ownerId, team } })
    onPlanned()
    onClose()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    plan.run()
  }
  const kinds = Object.entries(say.kinds).map(([value, label]) => ({ value, label }))
  const owners = [
    { value: mine, label: say.whoseMe },
    { value: anybodys, label: say.whoseAnybody },
    ...groupsOf(me).map(({ id }) => ({ value: id, label: groupName(me, id, language) })),
  ]
  return (
    <Modal opened onClose={onClose} title={say.planHeading}>
      <form onSubmit={send} className={styles.form}>
        <Select
          label={say.kind}
          data={kinds}
          allowDeselect={false}
          data-autofocus
          value={kind}
          onChange={(next) => next && setKind(next as TaskKindView)}
        />
        <TextInput
          type="datetime-local"
          label={say.when}
          required
          value={toField(dueFrom)}
          onChange={(event) => setDueFrom(fromField(event.currentTarget.value))}
        />
        <TextInput
          label={say.reason}
          maxLength={500}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Select
          label={say.whose}
          data={owners}
          allowDeselect={false}
          value={whose}
          onChange={(next) => next && setWhose(next)}
        />
        <RefusalNote refused={plan.refused} />
        <div className={styles.formEnd}>
          <Button variant="default" onClick={onClose}>
            {words.form.cancel}
          </Button>
          <Button type="submit" loading={plan.running}>
            {say.plan}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
