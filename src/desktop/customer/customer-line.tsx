import { IconBuilding, IconHome, IconUser } from '@tabler/icons-react'
import type { CustomerView } from '../../wire/customer-api.ts'
import styles from './customer.module.css'

const icons = { person: IconUser, household: IconHome, company: IconBuilding } as const

export function CustomerLine({ customer }: { customer: CustomerView }) {
  const Icon = icons[customer.kind]
  const facts = [customer.role, customer.externalId, ...customer.numbers.slice(0, 2).map((one) => one.raw)]
  return (
    <div className={styles.line}>
      <Icon size={17} aria-hidden />
      <div>
        <strong>
          <bdi>{customer.name}</bdi>
        </strong>
        <div className={styles.quiet}>
          {facts
            .filter((fact) => fact !== null)
            .map((fact) => (
              <bdi key={fact}>{fact}</bdi>
            ))}
        </div>
      </div>
    </div>
  )
}
