import { IconShieldCheck } from '@tabler/icons-react'
import type { CustomerView } from '../../wire/customer-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { WishLine } from './wish-line.tsx'

/** What stands in the record; empty fields are left out. */
export function CustomerRecord({ customer }: { customer: CustomerView }) {
  const { words, spoken } = useWords()
  const say = words.customer.fields
  const rows: [string, string | null][] = [
    [say.title, customer.title],
    [say.givenName, customer.givenName],
    [say.familyName, customer.familyName],
    [say.saidAs, customer.saidAs],
    [say.pronunciation, customer.pronunciation],
    [say.role, customer.role],
    [say.language, customer.language && spoken.language(customer.language)],
    [say.timeZone, customer.timeZone],
    [say.tier, customer.tier],
    [say.externalId, customer.externalId],
    [say.about, customer.about],
    [
      say.confidential,
      customer.heldBack.includes('confidential') ? words.verify.heldHere : customer.confidential,
    ],
  ]
  return (
    <section className={styles.panel}>
      <h2>{words.customer.record}</h2>
      <dl className={styles.record}>
        {rows
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        {customer.contactWishes.length > 0 && (
          <div>
            <dt>{say.wishes}</dt>
            <dd className={styles.wishes}>
              {customer.contactWishes.map((wish) => (
                <WishLine key={JSON.stringify(wish)} wish={wish} />
              ))}
            </dd>
          </div>
        )}
        <div>
          <dt>{say.numbers}</dt>
          <dd>
            {customer.numbers.length === 0 && words.form.none}
            {customer.numbers.map((one) => (
              <div key={one.numberKey} className={styles.number}>
                <bdi dir="ltr">{one.numberKey || one.raw}</bdi>
                {one.label && <bdi className={styles.quiet}>{one.label}</bdi>}
                {one.verified && <IconShieldCheck size={15} aria-label={say.verified} />}
              </div>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  )
}
