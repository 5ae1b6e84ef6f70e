import { Button, SegmentedControl, Table } from '@mantine/core'
import { useState } from 'react'
import type { StandingRowView } from '../../wire/standing-api.ts'
import { StandingReasons } from '../customer/customer-standing.tsx'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './standings.module.css'
import tables from './supervisor.module.css'

type Order = 'risk' | 'value'
const atOnce = 25
const mostAtOnce = 100

/** Customers by the risk that they leave, or by their value; what made it so unfolds under each. */
export function StandingsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.standings
  const [by, setBy] = useState<Order>('risk')
  const [most, setMost] = useState(atOnce)
  const read = useAnswer((signal) => ask('readStandings', { query: { by, most }, signal }), [ask, by, most])
  const items = read.value?.items
  const more = read.value?.next != null && most < mostAtOnce
  const order = Object.entries(say.by).map(([value, label]) => ({ value, label }))
  return (
    <div className={tables.page}>
      <PageHeading
        title={say.heading}
        intro={say.intro}
        actions={
          <SegmentedControl
            aria-label={say.order}
            data={order}
            value={by}
            onChange={(chosen) => setBy(chosen as Order)}
          />
        }
      />
      <RefusalNote refused={read.refused} again={read.again} />
      {items?.length === 0 && <p className={tables.nothing}>{say.none[by]}</p>}
      {items && items.length > 0 && <Standings key={by} items={items} by={by} />}
      {more && (
        <Button variant="default" loading={read.asking} onClick={() => setMost(most + atOnce)}>
          {words.form.loadMore}
        </Button>
      )}
    </div>
  )
}

function Standings({ items, by }: { items: readonly StandingRowView[]; by: Order }) {
  const { words } = useWords()
  const say = words.standings
  const highest = Math.max(...items.map(({ risk }) => risk), 1)
  return (
    <div className={tables.tablePlace}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.customer}</Table.Th>
            <Table.Th aria-sort={by === 'risk' ? 'descending' : 'none'}>{say.risk}</Table.Th>
            <Table.Th aria-sort={by === 'value' ? 'descending' : 'none'}>{say.value}</Table.Th>
            <Table.Th>{say.why}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <StandingEntry key={one.customerId} one={one} highest={highest} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function StandingEntry({ one, highest }: { one: StandingRowView; highest: number }) {
  const { words, spoken } = useWords()
  const say = words.standings
  const [open, setOpen] = useState(false)
  const { customerId, name, tier, risk, level, value } = one
  return (
    <>
      <Table.Tr>
        <Table.Td className={tables.strong}>
          <PlaceLink to={{ kind: 'customer', id: customerId }}>
            <bdi>{name}</bdi>
          </PlaceLink>
          <bdi className={tables.quiet}>{tier}</bdi>
        </Table.Td>
        <Table.Td>
          <Meter part={risk / highest} of="risk" level={level}>
            <span className={styles.level} data-level={level}>
              {say.levels[level]}
            </span>{' '}
            <span className={tables.quiet}>{say.points(spoken.count(risk))}</span>
          </Meter>
        </Table.Td>
        <Table.Td>
          {value === null ? (
            <span className={tables.quiet}>{say.unknown}</span>
          ) : (
            <Meter part={value / 100} of="value">
              {say.ofHundred(spoken.count(value))}
            </Meter>
          )}
        </Table.Td>
        <Table.Td>
          <Button
            size="compact-sm"
            variant={open ? 'light' : 'default'}
            aria-expanded={open}
            aria-label={say.whyOf(name)}
            onClick={() => setOpen(!open)}
          >
            {say.why}
          </Button>
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr>
          <Table.Td colSpan={4} className={styles.reasons}>
            <Reasons customerId={customerId} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}

interface MeterProps {
  /** 0 to 1. */
  readonly part: number
  readonly of: Order
  readonly level?: StandingRowView['level']
  readonly children: React.ReactNode
}

/** The words say it; the bar is for the eye that goes down the column. */
function Meter({ part, of, level, children }: MeterProps) {
  return (
    <div className={styles.meter}>
      <span>{children}</span>
      <span className={styles.track} aria-hidden>
        <span
          data-of={of}
          data-level={level}
          style={{ inlineSize: `${Math.round(100 * Math.min(1, part))}%` }}
        />
      </span>
    </div>
  )
}

function Reasons({ customerId }: { customerId: number }) {
  const { ask } = useSession()
  const { words } = useWords()
  const read = useAnswer(
    (signal) => ask('readStanding', { params: { id: customerId }, signal }),
    [ask, customerId],
  )
  if (read.refused) return <RefusalNote refused={read.refused} again={read.again} />
  if (!read.value) return <p className={tables.quiet}>{words.app.loading}</p>
  return <StandingReasons standing={read.value} />
}
