import { Table } from '@mantine/core'
import type { PressingCaseView } from '../../wire/case-api.ts'
import { useNow } from '../clock.ts'
import { CaseMarks, EscalationNote } from '../customer/case-entry.tsx'
import customerStyles from '../customer/customer.module.css'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

/** Open matters that press: those that came again and again, those that another department is asked about, late ones first. */
export function CasesPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const minute = Math.floor(useNow(60_000) / 60_000)
  const cases = useAnswer((signal) => ask('readPressingCases', { signal }), [ask, minute])
  const items = cases.value?.items.toSorted((a, b) => rankOf(a) - rankOf(b) || a.openedAt - b.openedAt)
  return (
    <div className={customerStyles.page} data-wide>
      <PageHeading title={words.cases.heading} intro={words.cases.intro} />
      <RefusalNote refused={cases.refused} again={cases.again} />
      {items?.length === 0 && <p className={customerStyles.quiet}>{words.cases.none}</p>}
      {items && items.length > 0 && <CaseTable items={items} />}
    </div>
  )
}

function rankOf({ isOverdue, raisedAt }: PressingCaseView): number {
  if (isOverdue) return 0
  return raisedAt === null ? 2 : 1
}

function CaseTable({ items }: { items: readonly PressingCaseView[] }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  return (
    <div className={styles.tablePlace}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.cases.customer}</Table.Th>
            <Table.Th>{words.cases.subject}</Table.Th>
            <Table.Th>{words.cases.why}</Table.Th>
            <Table.Th>{words.cases.since}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className={styles.strong}>
                <PlaceLink to={{ kind: 'customer', id: one.customerId }}>
                  <bdi>{one.customerName}</bdi>
                </PlaceLink>
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <bdi>{one.subject}</bdi>
                {one.reference && <div className={customerStyles.quiet}>{one.reference}</div>}
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere', minWidth: 320 }}>
                <CaseMarks one={one} />
                <EscalationNote one={one} />
              </Table.Td>
              <Table.Td className={customerStyles.quiet}>
                <time title={spoken.exact(one.openedAt)}>{spoken.ago(one.openedAt, now)}</time>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
