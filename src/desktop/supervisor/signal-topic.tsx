import { Button, Checkbox, Table } from '@mantine/core'
import { useState } from 'react'
import type { OutreachWay, SignalView } from '../../wire/signal-api.ts'
import { useNow } from '../clock.ts'
import { CallParty } from '../desk/call-party.tsx'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

interface SignalTopicProps {
  readonly topic: string
  readonly ways: readonly OutreachWay[]
  readonly onChanged: () => void
}

const atOnce = 100

/** The customers whom one topic hits: who knows, and what may be done for all who do not, or for those that are chosen. */
export function SignalTopic({ topic, ways, onChanged }: SignalTopicProps) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const say = words.signals
  const [pages, setPages] = useState<readonly number[]>([0])
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [done, setDone] = useState('')
  const after = pages.at(-1) ?? 0
  const hit = useAnswer(
    (signal) => ask('readSignals', { signal, query: { topic, after, most: atOnce } }),
    [ask, topic, after],
  )
  const items = hit.value?.items ?? []
  const next = hit.value?.next ?? null
  const changed = (what: string) => {
    setDone(what)
    setChosen(new Set())
    hit.again()
    onChanged()
  }
  const ids = [...chosen]
  const reach = useErrand(async (way: OutreachWay) => {
    const which = ids.length > 0 ? { ids } : { topic }
    const { planned, passedOver } = await ask('reachOut', { body: { way, ...which } })
    changed(say.reached(spoken.count(planned), spoken.count(passedOver)))
  })
  const tell = useErrand(async (signalIds: readonly number[]) => {
    for (const id of signalIds) await ask('signalTold', { params: { id } })
    changed('')
  })
  const withdraw = useErrand(async () => {
    const { withdrawn } = await ask('withdrawSignals', { body: { topic } })
    changed(say.withdrawn(spoken.count(withdrawn)))
  })
  const choose = (id: number, wanted: boolean) => {
    const others = ids.filter((one) => one !== id)
    setChosen(new Set(wanted ? [...others, id] : others))
  }
  const isBusy = reach.running || tell.running || withdraw.running
  return (
    <section aria-label={topic} className={styles.topic}>
      <h2 className={styles.heading}>
        <bdi>{topic}</bdi>
      </h2>
      <div className={styles.topicActions}>
        {ways.map((way) => (
          <Button key={way} size="compact-sm" disabled={isBusy} onClick={() => reach.run(way)}>
            {ids.length > 0 ? say.planChosen[way](spoken.count(ids.length)) : say.planAll[way]}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy || ids.length === 0}
          onClick={() => tell.run(ids)}
        >
          {say.markTold}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          color="red"
          disabled={isBusy}
          onClick={() => withdraw.run()}
        >
          {say.withdraw}
        </Button>
        <span role="status" className={styles.quiet}>
          {done}
        </span>
      </div>
      <RefusalNote refused={reach.refused ?? tell.refused ?? withdraw.refused ?? hit.refused} />
      <div className={styles.tablePlace}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              <Table.Th>{say.customer}</Table.Th>
              <Table.Th>{say.text}</Table.Th>
              <Table.Th>{say.told}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((one) => (
              <Hit
                key={one.id}
                one={one}
                chosen={chosen.has(one.id)}
                choose={(wanted) => choose(one.id, wanted)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <div className={styles.topicActions}>
        {pages.length > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => setPages(pages.slice(0, -1))}>
            {say.back}
          </Button>
        )}
        {next !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setPages([...pages, next])}>
            {say.more}
          </Button>
        )}
      </div>
    </section>
  )
}

interface HitProps {
  readonly one: SignalView
  readonly chosen: boolean
  readonly choose: (wanted: boolean) => void
}

function Hit({ one, chosen, choose }: HitProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const { told, text } = one
  const how = words.signals.how[(told?.how ?? 'person') as keyof typeof words.signals.how]
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={one.customerName ?? one.number ?? ''}
          disabled={told !== null}
          checked={chosen}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <CallParty call={one} />
      </Table.Td>
      <Table.Td dir="auto">{text}</Table.Td>
      <Table.Td>
        {told === null ? words.signals.notTold : `${how}, ${told.by ?? ''} · ${spoken.moment(told.at, now)}`}
      </Table.Td>
    </Table.Tr>
  )
}
