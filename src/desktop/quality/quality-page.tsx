import { Button, NativeSelect, Table } from '@mantine/core'
import { useState } from 'react'
import type { CallToReviewView } from '../../wire/quality-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import styles from './quality.module.css'
import { ReviewForm } from './review-form.tsx'
import { ReviewList } from './review-list.tsx'

const filters = ['any', 'complaint', 'long', 'low-survey'] as const
const day = 24 * 60 * 60_000

/** Mondays, this week's first, as `2026-11-23` by this browser's clock. */
function mondays(now: number): string[] {
  const today = new Date(now)
  const monday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - ((today.getDay() + 6) % 7))
  const written = (at: Date) =>
    [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  return [0, 1, 2, 3].map((weeks) => written(new Date(monday.getTime() - weeks * 7 * day + day / 2)))
}

/** Calls of a week to review, drawn by lot, and what reviews have said of late. */
export function QualityPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.quality
  const weeks = mondays(useNow(60 * 60_000))
  const [week, setWeek] = useState(weeks[0] ?? '')
  const [filter, setFilter] = useState<(typeof filters)[number]>('any')
  const [chosen, setChosen] = useState<string | null>(null)
  const forms = useAnswer((signal) => ask('readReviewForms', { signal }), [ask])
  const sample = useAnswer(
    (signal) => ask('drawSample', { query: { week, filter }, signal }),
    [ask, week, filter],
  )
  const reviews = useAnswer((signal) => ask('readReviews', { signal }), [ask])
  const calls = sample.value?.items ?? []
  const open = calls.find((call) => keyOf(call) === chosen)
  const reviewed = () => {
    setChosen(null)
    sample.again()
    reviews.again()
  }
  return (
    <div className={supervisor.page}>
      <PageHeading title={say.heading} intro={say.intro} />
      {forms.value?.items.length === 0 && <p className={supervisor.quiet}>{say.noForms}</p>}
      <div className={styles.choice}>
        <NativeSelect
          label={say.week}
          value={week}
          onChange={({ currentTarget }) => setWeek(currentTarget.value)}
          data={weeks}
        />
        <NativeSelect
          label={say.which}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value as (typeof filters)[number])}
          data={filters.map((value) => ({ value, label: say.filters[value] }))}
        />
      </div>
      <RefusalNote refused={sample.refused ?? forms.refused} again={sample.again} />
      {sample.value && calls.length === 0 && <p className={supervisor.quiet}>{say.noCalls}</p>}
      {calls.length > 0 && <Calls calls={calls} chosen={chosen} choose={setChosen} />}
      {open && forms.value && (
        <ReviewForm key={keyOf(open)} call={open} forms={forms.value.items} reviewed={reviewed} />
      )}
      <RefusalNote refused={reviews.refused} again={reviews.again} />
      {reviews.value && <ReviewList items={reviews.value.items} agents={reviews.value.agents} />}
    </div>
  )
}

function keyOf({ callId, accountId }: CallToReviewView): string {
  return `${accountId} ${callId}`
}

interface CallsProps {
  readonly calls: readonly CallToReviewView[]
  readonly chosen: string | null
  readonly choose: (key: string | null) => void
}

function Calls({ calls, chosen, choose }: CallsProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.quality
  return (
    <div className={supervisor.tablePlace}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.agent}</Table.Th>
            <Table.Th>{say.customer}</Table.Th>
            <Table.Th>{say.when}</Table.Th>
            <Table.Th>{say.lasted}</Table.Th>
            <Table.Th>{say.review}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <Table.Tr key={keyOf(call)}>
              <Table.Td>
                <bdi>{call.agentName ?? call.accountId}</bdi>
                <span className={styles.quiet}> {say.outOf(spoken.count(call.outOf))}</span>
              </Table.Td>
              <Table.Td>
                <bdi>{call.customerName ?? words.quality.nobody}</bdi>
              </Table.Td>
              <Table.Td>
                <PlaceLink to={{ kind: 'call', id: call.callId }}>
                  {spoken.moment(call.startedAt, now)}
                </PlaceLink>
              </Table.Td>
              <Table.Td>{spoken.lasting((call.endedAt ?? call.startedAt) - call.startedAt)}</Table.Td>
              <Table.Td>
                {call.isReviewed ? (
                  say.isReviewed
                ) : (
                  <Button
                    size="compact-sm"
                    variant={keyOf(call) === chosen ? 'filled' : 'default'}
                    aria-expanded={keyOf(call) === chosen}
                    onClick={() => choose(keyOf(call) === chosen ? null : keyOf(call))}
                  >
                    {say.review}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
