import { Table } from '@mantine/core'
import type { AgentStateView } from '../../wire/desk-api.ts'
import { useDesk } from '../desk/desk-context.tsx'
import { RunningTime } from '../desk/running-time.tsx'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

/** How agents stand at the phone systems that tell it; nothing where none does. */
export function AgentStates() {
  const { ask } = useSession()
  const { liveCallsRound, desk } = useDesk()
  const { words } = useWords()
  const states = useAnswer(
    (signal) => ask('readAgentStates', { signal }),
    [ask, liveCallsRound, desk.link.kind],
  )
  const agents = states.value?.items ?? []
  if (agents.length === 0) return <RefusalNote refused={states.refused} again={states.again} />
  return (
    <section aria-label={words.agentStates.heading}>
      <h2 className={styles.heading}>{words.agentStates.heading}</h2>
      <div className={styles.tablePlace}>
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.agentStates.agent}</Table.Th>
              <Table.Th>{words.agentStates.state}</Table.Th>
              <Table.Th>{words.agentStates.queues}</Table.Th>
              <Table.Th>{words.live.source}</Table.Th>
              <Table.Th className={styles.right}>{words.live.since}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agents.map((agent) => (
              <AgentRow key={JSON.stringify([agent.source, agent.agent])} agent={agent} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

function AgentRow({ agent }: { agent: AgentStateView }) {
  return (
    <Table.Tr>
      <Table.Td className={styles.strong}>
        <bdi>{agent.name}</bdi>
        {agent.name !== agent.agent && <bdi className={styles.quiet}> {agent.agent}</bdi>}
      </Table.Td>
      <Table.Td>
        <State agent={agent} />
      </Table.Td>
      <Table.Td>{agent.queues.map((queue) => queue.name).join(', ')}</Table.Td>
      <Table.Td className={styles.quiet}>{agent.source}</Table.Td>
      <Table.Td className={styles.right}>
        {agent.since !== null && <RunningTime since={agent.since} />}
      </Table.Td>
    </Table.Tr>
  )
}

/** Whoever is free and paused in all queues gets no call: that is what is said first. */
function State({ agent }: { agent: AgentStateView }) {
  const { words } = useWords()
  const state = agent.state === 'free' && agent.paused === 'all' ? 'paused' : agent.state
  const pause = agent.paused === 'no' || state === 'paused' ? null : words.agentStates.pausedIn[agent.paused]
  return (
    <>
      <span className={styles.phase} data-phase={state}>
        {words.agentStates.states[state]}
      </span>{' '}
      <span className={styles.quiet}>
        {pause}
        {pause !== null && agent.pauseReason !== null && ': '}
        <bdi>{agent.pauseReason}</bdi>
      </span>
    </>
  )
}
