import { Button } from '@mantine/core'
import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecentCallView } from '../../wire/desk-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { dispositionName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import { DialButton } from './dial-button.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

const most = 15

/** The agent's own calls, newest first. */
export function RecentCalls({ round }: { round: string }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [older, setOlder] = useState<readonly RecentCallView[]>([])
  const [next, setNext] = useState<number | null>(null)
  const first = useAnswer(
    async (signal) => {
      const page = await ask('readRecentCalls', { query: { most }, signal })
      setOlder([])
      setNext(page.next)
      return page
    },
    [ask, round],
  )
  const more = useErrand(async () => {
    const page = await ask('readRecentCalls', { query: { most, ...(next === null ? {} : { before: next }) } })
    setOlder((before) => [...before, ...page.items])
    setNext(page.next)
  })
  const items = first.value && [...first.value.items, ...older]
  return (
    <OverviewPanel
      heading={words.overview.recent}
      empty={words.overview.recentNone}
      answer={first}
      items={items}
      wide
      uncounted
    >
      <ul className={styles.recent}>
        {items?.map((call) => (
          <RecentEntry key={`${call.callId} ${call.offeredAt}`} call={call} />
        ))}
      </ul>
      {next !== null && (
        <Button size="xs" variant="default" loading={more.running} onClick={() => more.run()}>
          {words.overview.more}
        </Button>
      )}
    </OverviewPanel>
  )
}

function RecentEntry({ call }: { call: RecentCallView }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const result = call.disposition
    ? dispositionName(me, call.disposition, language)
    : sayClosing(call, words.closings, words.overview.notAnswered)
  return (
    <li data-missed={call.closing === 'missed' || undefined}>
      <DirectionIcon call={call} />
      <time className={styles.quiet} title={spoken.exact(call.offeredAt)}>
        {spoken.moment(call.offeredAt, now)}
      </time>
      <span className={styles.recentWho}>
        <CallParty call={call} />
      </span>
      <span className={styles.recentResult}>{result}</span>
      <span className={styles.recentNote} dir="auto" title={call.note ?? undefined}>
        {call.note}
      </span>
      {call.number && (
        <DialButton
          whom={
            call.customerId === null
              ? { number: call.number }
              : { number: call.number, customerId: call.customerId }
          }
          name={call.customerName ?? call.number}
        />
      )}
    </li>
  )
}

function DirectionIcon({ call }: { call: RecentCallView }) {
  const { words } = useWords()
  const Icon =
    call.direction === 'outbound' ? IconPhoneOutgoing : call.answeredAt ? IconPhoneIncoming : IconPhoneX
  return <Icon size={16} aria-label={words.directions[call.direction] ?? call.direction} />
}

function sayClosing(call: RecentCallView, closings: Record<string, string>, notAnswered: string): string {
  if (call.answeredAt !== null) return ''
  return (call.closing && closings[call.closing]) || notAnswered
}
