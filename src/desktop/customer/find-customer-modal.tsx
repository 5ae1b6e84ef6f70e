import { Button, Modal } from '@mantine/core'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useWords } from '../words/words-context.tsx'
import { FindCustomer } from './find-customer.tsx'

interface FindCustomerModalProps {
  readonly onChoose: (customer: CustomerView) => void
  readonly onClose: () => void
}

export function FindCustomerModal({ onChoose, onClose }: FindCustomerModalProps) {
  const { words } = useWords()
  const choose = (customer: CustomerView) => () => {
    onChoose(customer)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={words.identity.find} size="lg">
      <FindCustomer
        autoFocus
        action={(customer) => (
          <Button size="compact-sm" onClick={choose(customer)}>
            {words.customer.useThis}
          </Button>
        )}
      />
    </Modal>
  )
}
