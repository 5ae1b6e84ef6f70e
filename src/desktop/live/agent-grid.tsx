import { memo, useMemo, useState } from 'react'
import type { LiveAgentView, LiveEntry } from '../../wire/live-api.ts'
import { CallParty } from '../desk/call-party.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './live.module.css'
import { LiveTime } from './live-time.tsx'

type Doing = LiveAgentView['doing']
const order: readonly Doing[] = [
  'speaking',
  'held',
  'ringing',
  'wrap-up',
  'free',
  'paused',
  'busy',
  'away',
  'offline',
]

interface AgentGridProps {
  readonly agents: ReadonlyMap<string, LiveAgentView>
  readonly calls: ReadonlyMap<string, LiveEntry>
}

/** Everybody by name, so that nobody changes place while one looks; above them how many do what. */
export function AgentGrid({ agents, calls }: AgentGridProps) {
  const { words, spoken } = useWords()
  const [only, setOnly] = useState<Doing | null>(null)
  const counts = useMemo(() => {
    const count = new Map<Doing, number>()
    for (const { doing } of agents.values()) count.set(doing, (count.get(doing) ?? 0) + 1)
    return count
  }, [agents])
  const shown = useMemo(
    () =>
      [...agents.values()]
        .filter(({ doing }) => only === null || doing === only)
        .sort((a, b) => a.name.localeCompare(b.name) || (a.accountId < b.accountId ? -1 : 1)),
    [agents, only],
  )
  return (
    <section className={styles.column} aria-label={words.board.agents}>
      <h2 className={styles.heading}>
        {words.board.agents} <span>{spoken.count(agents.size)}</span>
      </h2>
      <div className={styles.chips}>
        {order.map((doing) => (
          <button
            key={doing}
            type="button"
            className={styles.chip}
            data-doing={doing}
            aria-pressed={only === doing}
            onClick={() => setOnly((now) => (now === doing ? null : doing))}
          >
            {words.board.doings[doing]} <b>{spoken.count(counts.get(doing) ?? 0)}</b>
          </button>
        ))}
      </div>
      <ul className={styles.agents}>
        {shown.map((agent) => (
          <AgentRow
            key={agent.accountId}
            agent={agent}
            call={(agent.callId !== null && calls.get(agent.callId)) || null}
          />
        ))}
      </ul>
      {agents.size === 0 && <p className={styles.noAgents}>{words.board.noAgents}</p>}
    </section>
  )
}

const AgentRow = memo(function AgentRow({ agent, call }: { agent: LiveAgentView; call: LiveEntry | null }) {
  const { words } = useWords()
  const party = call && { ...call, customerName: call.name }
  return (
    <li className={styles.agent} data-doing={agent.doing}>
      <bdi className={styles.agentName} title={agent.name}>
        {agent.name}
      </bdi>
      <span className={styles.doing} title={call?.name ?? agent.pauseReason ?? undefined}>
        {words.board.doings[agent.doing]}
        {agent.pauseReason && <bdi> {agent.pauseReason}</bdi>}
        {party && agent.doing !== 'wrap-up' && (
          <>
            {' · '}
            {party.customerId === null && party.name !== null ? (
              <bdi>{party.name}</bdi>
            ) : (
              <CallParty call={party} />
            )}
          </>
        )}
      </span>
      {agent.since !== null && <LiveTime since={agent.since} />}
    </li>
  )
})
