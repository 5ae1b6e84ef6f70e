import { Button, Modal } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import type { CustomerView, NewCustomer } from '../../wire/customer-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { emptyCustomer, toNewCustomer } from './customer-fields.ts'
import { CustomerForm } from './customer-form.tsx'
import { FindCustomer } from './find-customer.tsx'

interface FindCallerModalProps {
  readonly pop: Pop
  readonly onClose: () => void
  readonly onCreate: () => void
}

/** The caller is somebody whom we know under another number, or not yet. */
export function FindCallerModal({ pop, onClose, onCreate }: FindCallerModalProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const choose = useErrand(async (customer: CustomerView) => {
    const body = { customerId: customer.id, verdict: 'is' as const }
    await ask('chooseIdentity', { params: { id: pop.callId }, body })
    onClose()
  })
  return (
    <Modal opened onClose={onClose} title={words.identity.find} size="lg">
      <FindCustomer
        autoFocus
        action={(customer) => (
          <Button size="compact-sm" loading={choose.running} onClick={() => choose.run(customer)}>
            {words.identity.is}
          </Button>
        )}
        nobody={
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconUserPlus size={14} />}
            onClick={onCreate}
          >
            {words.identity.create}
          </Button>
        }
      />
      <RefusalNote refused={choose.refused} />
    </Modal>
  )
}

/** An unknown caller becomes a customer, with the number of this call. */
export function NewCallerModal({ pop, onClose }: { pop: Pop; onClose: () => void }) {
  const { ask } = useSession()
  const { words } = useWords()
  const number = pop.caller.e164 ?? pop.caller.number ?? ''
  const create = async (given: NewCustomer) => {
    const customer = await ask('createCustomer', { body: given })
    const body = { customerId: customer.id, verdict: 'is' as const }
    await ask('chooseIdentity', { params: { id: pop.callId }, body })
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={words.customer.create} size="lg">
      <CustomerForm
        start={{ ...emptyCustomer, numbers: number ? [{ number, label: '', verified: false }] : [] }}
        submit={words.form.create}
        onSubmit={(fields) => create(toNewCustomer(fields))}
        onCancel={onClose}
      />
    </Modal>
  )
}
