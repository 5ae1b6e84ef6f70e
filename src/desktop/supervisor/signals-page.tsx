import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import type { OutreachWay, SignalTopicView } from '../../wire/signal-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { SignalTopic } from './signal-topic.tsx'
import styles from './supervisor.module.css'

/** What hits many customers at once, who of them knows of it, and how the others can be told before they ask. */
export function SignalsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(60_000)
  const topics = useAnswer((signal) => ask('readSignalTopics', { signal }), [ask, now])
  const [chosen, setChosen] = useState<string | null>(null)
  const { items = [], ways = [] } = topics.value ?? {}
  const open = items.find(({ topic }) => topic === chosen)
  return (
    <div className={styles.page}>
      <PageHeading title={words.signals.heading} intro={words.signals.intro} />
      <RefusalNote refused={topics.refused} again={topics.again} />
      {topics.value && items.length === 0 && <p className={styles.quiet}>{words.signals.none}</p>}
      {items.length > 0 && <Topics items={items} chosen={chosen} choose={setChosen} />}
      {open && (
        <SignalTopic
          key={open.topic}
          topic={open.topic}
          ways={ways as readonly OutreachWay[]}
          onChanged={topics.again}
        />
      )}
    </div>
  )
}

interface TopicsProps {
  readonly items: readonly SignalTopicView[]
  readonly chosen: string | null
  readonly choose: (topic: string | null) => void
}

function Topics({ items, chosen, choose }: TopicsProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.signals
  return (
    <div className={styles.tablePlace}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.topic}</Table.Th>
            <Table.Th>{say.severity}</Table.Th>
            <Table.Th>{say.text}</Table.Th>
            <Table.Th>{say.customers}</Table.Th>
            <Table.Th>{say.toldCount}</Table.Th>
            <Table.Th>{say.until}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ topic, severity, text, customers, told, until }) => (
            <Table.Tr key={`${topic} ${severity}`}>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant={topic === chosen ? 'filled' : 'default'}
                  aria-expanded={topic === chosen}
                  onClick={() => choose(topic === chosen ? null : topic)}
                >
                  <bdi>{topic}</bdi>
                </Button>
              </Table.Td>
              <Table.Td>{words.card.severities[severity]}</Table.Td>
              <Table.Td dir="auto">{text}</Table.Td>
              <Table.Td>{spoken.count(customers)}</Table.Td>
              <Table.Td>{spoken.count(told)}</Table.Td>
              <Table.Td>{spoken.moment(until, now)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
