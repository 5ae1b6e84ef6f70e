import { Button, Modal } from '@mantine/core'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { goTo } from '../frame/route.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { FindCustomer } from './find-customer.tsx'

/** Two records that are one customer: this one goes into the chosen one. */
export function MergeModal({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { ask } = useSession()
  const { words } = useWords()
  const merge = useErrand(async (into: number) => {
    await ask('mergeCustomer', { params: { id: customer.id }, body: { into } })
    onClose()
    goTo({ kind: 'customer', id: into })
  })
  return (
    <Modal opened onClose={onClose} title={words.customer.mergeHeading} size="lg">
      <p className={styles.warning}>{words.customer.mergeHint}</p>
      <FindCustomer
        autoFocus
        action={(one) =>
          one.id !== customer.id && (
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              loading={merge.running}
              onClick={() => merge.run(one.id)}
              aria-label={words.customer.mergeInto(one.name)}
            >
              {words.customer.mergeInto(one.name)}
            </Button>
          )
        }
      />
      <RefusalNote refused={merge.refused} />
    </Modal>
  )
}
