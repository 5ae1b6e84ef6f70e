import { Button, Modal } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { goTo } from '../frame/route.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { emptyCustomer, toNewCustomer } from './customer-fields.ts'
import { CustomerForm } from './customer-form.tsx'
import { FindCustomer } from './find-customer.tsx'

export function CustomersPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const [creating, setCreating] = useState(false)
  return (
    <div className={styles.page}>
      <PageHeading
        title={words.customer.heading}
        intro={words.customer.findFirst}
        actions={
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setCreating(true)}>
            {words.customer.create}
          </Button>
        }
      />
      <FindCustomer
        action={(customer) => (
          <PlaceLink to={{ kind: 'customer', id: customer.id }}>{words.pop.openCustomer}</PlaceLink>
        )}
      />
      {creating && (
        <Modal opened onClose={() => setCreating(false)} title={words.customer.create} size="lg">
          <CustomerForm
            start={emptyCustomer}
            submit={words.form.create}
            onCancel={() => setCreating(false)}
            onSubmit={async (fields) => {
              const customer = await ask('createCustomer', { body: toNewCustomer(fields) })
              setCreating(false)
              goTo({ kind: 'customer', id: customer.id })
            }}
          />
        </Modal>
      )}
    </div>
  )
}
