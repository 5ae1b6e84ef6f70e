import { Switch, Table } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { LiveCallView } from '../../wire/desk-api.ts'
import { CallParty } from '../desk/call-party.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { RunningTime } from '../desk/running-time.tsx'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { AgentStates } from './agent-states.tsx'
import styles from './supervisor.module.css'

/** Every call that has not ended; those that reach nobody are marked and come first. */
export function LivePage() {
  const { ask } = useSession()
  const { liveCallsRound, desk } = useDesk()
  const { words } = useWords()
  const [only, setOnly] = useState(false)
  const live = useAnswer((signal) => ask('readLiveCalls', { signal }), [ask, liveCallsRound, desk.link.kind])
  const calls = live.value?.items ?? []
  const unrouted = calls.filter((call) => call.unrouted)
  const shown = only ? unrouted : [...unrouted, ...calls.filter((call) => !call.unrouted)]
  return (
    <div className={styles.page} data-wide>
      <PageHeading
        title={words.live.heading}
        intro={words.count.calls(calls.length)}
        actions={
          <Switch
            label={words.live.onlyUnrouted}
            checked={only}
            onChange={(event) => setOnly(event.currentTarget.checked)}
          />
        }
      />
      <RefusalNote refused={live.refused} again={live.again} />
      {unrouted.length > 0 && (
        <p className={styles.unroutedNote} role="status">
          <IconAlertTriangle size={17} aria-hidden />
          <strong>{words.live.unroutedCount(unrouted.length)}</strong> {words.live.unroutedWhy}
        </p>
      )}
      {live.value && shown.length === 0 && <p className={styles.nothing}>{words.live.none}</p>}
      {shown.length > 0 && <LiveTable calls={shown} />}
      <AgentStates />
    </div>
  )
}

function LiveTable({ calls }: { calls: readonly LiveCallView[] }) {
  const { me } = useSession()
  const { words } = useWords()
  const queueName = (call: LiveCallView) =>
    me.queues.find((queue) => queue.id === call.queue && queue.source === call.source)?.name ?? call.queue
  return (
    <div className={styles.tablePlace}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.live.phase}</Table.Th>
            <Table.Th>{words.live.caller}</Table.Th>
            <Table.Th>{words.live.queue}</Table.Th>
            <Table.Th>{words.live.agents}</Table.Th>
            <Table.Th>{words.live.source}</Table.Th>
            <Table.Th className={styles.right}>{words.live.since}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calls.map((call) => (
            <Table.Tr key={call.callId} data-unrouted={call.unrouted || undefined}>
              <Table.Td>
                <Phase call={call} />
              </Table.Td>
              <Table.Td className={styles.strong}>
                <CallParty call={call} />
                {call.customerId !== null && call.number && (
                  <bdi dir="ltr" className={styles.quiet}>
                    {call.number}
                  </bdi>
                )}
              </Table.Td>
              <Table.Td>{queueName(call)}</Table.Td>
              <Table.Td>{call.answeredBy.join(', ')}</Table.Td>
              <Table.Td className={styles.quiet}>
                {call.source}{' '}
                <PlaceLink to={{ kind: 'call', id: call.callId }}>{words.explain.open}</PlaceLink>
              </Table.Td>
              <Table.Td className={styles.right}>
                <RunningTime since={call.answeredAt ?? call.arrivedAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Phase({ call }: { call: LiveCallView }) {
  const { words } = useWords()
  if (call.unrouted) {
    return (
      <span className={styles.phase} data-phase="unrouted" title={words.live.unroutedWhy}>
        {words.live.unrouted}
      </span>
    )
  }
  return (
    <span className={styles.phase} data-phase={call.phase}>
      {words.live.phases[call.phase] ?? call.phase}
    </span>
  )
}
