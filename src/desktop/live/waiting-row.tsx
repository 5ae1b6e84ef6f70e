import { IconAlertTriangle, IconCrown, IconListSearch, IconPlugConnectedX } from '@tabler/icons-react'
import { memo } from 'react'
import type { LiveEntry } from '../../wire/live-api.ts'
import { CallParty } from '../desk/call-party.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './live.module.css'
import { LiveTime, WaitBar } from './live-time.tsx'

interface RowProps {
  readonly call: LiveEntry
  readonly queueName: string | null
}

/** Who waits, why probably, and how long against what the house wants. */
export const WaitingRow = memo(function WaitingRow({ call, queueName }: RowProps) {
  const { words } = useWords()
  const reason = reasonOf(call, words) ?? words.board.noReason
  return (
    <li
      className={styles.waiting}
      data-honoured={call.honoured || undefined}
      data-unrouted={call.unrouted || undefined}
    >
      <div className={styles.line}>
        <Party call={call} />
        <LiveTime since={call.since} />
      </div>
      <div className={styles.line}>
        <span className={styles.reason} dir="auto" title={reason}>
          {reason}
        </span>
        <span className={styles.quiet} title={queueName ?? undefined}>
          {queueName}
        </span>
      </div>
      <Marks call={call} />
      <Offers call={call} />
      <WaitBar since={call.since} withinMs={call.answerWithinMs} />
    </li>
  )
})

/** A call that somebody speaks in. */
export const SpeakingRow = memo(function SpeakingRow({ call, queueName }: RowProps) {
  const { words, spoken } = useWords()
  const queue = call.direction === 'inbound' ? queueName : words.board.directions[call.direction]
  return (
    <li className={styles.speaking} data-state={call.state} data-unrouted={call.unrouted || undefined}>
      <div className={styles.line}>
        <Party call={call} />
        <LiveTime since={call.since} />
      </div>
      <div className={styles.line}>
        <span title={spoken.list(call.agents)}>
          {call.state === 'held' && <span className={styles.badge}>{words.board.held}</span>}
          <bdi>{spoken.list(call.agents)}</bdi>
        </span>
        <span className={styles.quiet} title={queue ?? undefined}>
          {queue}
        </span>
      </div>
      <Marks call={call} />
      <Offers call={call} />
    </li>
  )
})

function Party({ call }: { call: LiveEntry }) {
  const { words } = useWords()
  const party = { ...call, customerName: call.name }
  return (
    <span className={styles.party}>
      {call.honoured && (
        <IconCrown size={15} className={styles.crown} role="img" aria-label={words.board.honoured} />
      )}
      <strong title={call.name ?? undefined}>
        {call.customerId === null && call.name !== null ? <bdi>{call.name}</bdi> : <CallParty call={party} />}
      </strong>
      {call.tier !== null && <span className={styles.tier}>{call.tier}</span>}
      <PlaceLink to={{ kind: 'call', id: call.callId }} className={styles.explain} label={words.explain.open}>
        <IconListSearch size={15} aria-hidden />
      </PlaceLink>
    </span>
  )
}

function reasonOf({ reason }: LiveEntry, words: ReturnType<typeof useWords>['words']): string | null {
  if (!reason) return null
  return reason.text === '' ? words.reasons[reason.kind] : reason.text
}

function Marks({ call }: { call: LiveEntry }) {
  const { words } = useWords()
  if (!call.unrouted && !call.degraded) return null
  return (
    <div className={styles.marks}>
      {call.unrouted && (
        <span className={styles.alarm} title={words.live.unroutedWhy}>
          <IconAlertTriangle size={14} aria-hidden /> {words.live.unrouted}
        </span>
      )}
      {call.degraded && (
        <span className={styles.warning} title={words.board.degradedWhy[call.degraded]}>
          <IconPlugConnectedX size={14} aria-hidden /> {words.board.degraded[call.degraded]}
        </span>
      )}
    </div>
  )
}

/** Whoever did not get it: the answer stands above already. */
function Offers({ call }: { call: LiveEntry }) {
  const { words } = useWords()
  const offers = call.offers.filter(({ result }) => result !== 'won')
  if (offers.length === 0) return null
  return (
    <p className={styles.offers}>
      {offers.map(({ agent, result, rounds }) => (
        <span key={agent} data-result={result}>
          {words.board.offers[result]} <bdi>{agent}</bdi>
          {rounds > 1 && ` ${words.board.rounds(rounds)}`}
        </span>
      ))}
    </p>
  )
}
