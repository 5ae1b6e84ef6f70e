import { Button, Modal, Skeleton } from '@mantine/core'
import { IconEdit, IconGitMerge } from '@tabler/icons-react'
import { useState } from 'react'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useNow } from '../clock.ts'
import { DialButton } from '../desk/dial-button.tsx'
import { type Answer, useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { isLead, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { CustomerCases } from './customer-cases.tsx'
import { CustomerFacts } from './customer-facts.tsx'
import { fieldsOf, toChange } from './customer-fields.ts'
import { CustomerForm } from './customer-form.tsx'
import { CustomerHistory } from './customer-history.tsx'
import { CustomerRecord } from './customer-record.tsx'
import { CustomerStanding } from './customer-standing.tsx'
import { CustomerTasks } from './customer-tasks.tsx'
import { MergeModal } from './merge-modal.tsx'

/** One customer: the record, the cases and all contacts. */
export function CustomerPage({ id }: { id: number }) {
  const { ask } = useSession()
  const read = useAnswer((signal) => ask('readCustomer', { params: { id }, signal }), [ask, id])
  const customer = read.value
  return (
    <div className={styles.page} data-wide>
      <RefusalNote refused={read.refused} again={read.again} />
      {customer ? <Customer customer={customer} read={read} /> : !read.refused && <Skeleton height={180} />}
    </div>
  )
}

interface CustomerProps {
  readonly customer: CustomerView
  readonly read: Answer<CustomerView>
}

function Customer({ customer, read }: CustomerProps) {
  const { me } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const [open, setOpen] = useState<'none' | 'edit' | 'merge'>('none')
  return (
    <>
      <PageHeading
        title={<bdi>{customer.name}</bdi>}
        intro={`${words.customer.kinds[customer.kind]} · ${words.customer.changedAt(spoken.ago(customer.updatedAt, now))}`}
        actions={
          <>
            {isLead(me) && (
              <Button
                variant="default"
                leftSection={<IconGitMerge size={16} />}
                onClick={() => setOpen('merge')}
              >
                {words.customer.merge}
              </Button>
            )}
            {customer.numbers.length > 0 && (
              <DialButton whom={{ customerId: customer.id }} name={customer.name} />
            )}
            <Button leftSection={<IconEdit size={16} />} onClick={() => setOpen('edit')}>
              {words.form.edit}
            </Button>
          </>
        }
      />
      <div className={styles.customer}>
        <div>
          <CustomerRecord customer={customer} />
          <CustomerFacts customerId={customer.id} />
          <CustomerCases customerId={customer.id} />
          <CustomerTasks customer={customer} />
          <CustomerStanding customerId={customer.id} />
        </div>
        <CustomerHistory customerId={customer.id} />
      </div>
      {open === 'edit' && <EditModal customer={customer} read={read} onClose={() => setOpen('none')} />}
      {open === 'merge' && <MergeModal customer={customer} onClose={() => setOpen('none')} />}
    </>
  )
}

function EditModal({ customer, read, onClose }: CustomerProps & { onClose: () => void }) {
  const { ask } = useSession()
  const { words } = useWords()
  return (
    <Modal opened onClose={onClose} title={words.customer.edit} size="lg">
      <CustomerForm
        start={fieldsOf(customer)}
        submit={words.form.save}
        held={customer.heldBack}
        onCancel={onClose}
        onSubmit={async (fields) => {
          const body = toChange(customer, fields)
          read.put(await ask('changeCustomer', { params: { id: customer.id }, body }))
          onClose()
        }}
      />
    </Modal>
  )
}
