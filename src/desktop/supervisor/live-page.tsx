import { Switch } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import type { LiveEntry } from '../../wire/live-api.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { AgentGrid } from '../live/agent-grid.tsx'
import { DayFigures } from '../live/day-figures.tsx'
import styles from '../live/live.module.css'
import { byUrgency, isWaiting, type LiveView } from '../live/live-view.ts'
import { QueueChips } from '../live/queue-chips.tsx'
import { useTellWhatMatters } from '../live/tell-what-matters.ts'
import { useLive } from '../live/use-live.ts'
import { SpeakingRow, WaitingRow } from '../live/waiting-row.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

/** Who waits, who speaks and what everybody does, as it changes. */
export function LivePage() {
  const { words } = useWords()
  const view = useLive()
  useTellWhatMatters(view?.calls ?? null)
  return (
    <div className={styles.page}>
      {view ? <Live view={view} /> : <PageHeading title={words.live.heading} intro={words.app.loading} />}
    </div>
  )
}

function Live({ view }: { view: LiveView }) {
  const { words } = useWords()
  const [onlyUnrouted, setOnlyUnrouted] = useState(false)
  const [only, setOnly] = useState<string | null>(null)
  const queues = useQueues(view)
  const nameOf = useCallback(
    (call: LiveEntry) => queues.find(({ key }) => key === keyOf(call))?.name ?? call.queue,
    [queues],
  )
  const calls = useMemo(() => [...view.calls.values()], [view.calls])
  const shown = useMemo(
    () => calls.filter((call) => (only === null || keyOf(call) === only) && (!onlyUnrouted || call.unrouted)),
    [calls, only, onlyUnrouted],
  )
  const waiting = useMemo(() => shown.filter(isWaiting).sort(byUrgency), [shown])
  const speaking = useMemo(() => shown.filter((call) => !isWaiting(call)).sort(byUrgency), [shown])
  const everyWaiting = useMemo(() => calls.filter(isWaiting), [calls])
  return (
    <>
      <PageHeading
        title={words.live.heading}
        intro={words.count.calls(calls.length)}
        actions={
          <Switch
            label={words.live.onlyUnrouted}
            checked={onlyUnrouted}
            onChange={(event) => setOnlyUnrouted(event.currentTarget.checked)}
          />
        }
      />
      <DayFigures view={view} waiting={waiting} only={only} />
      <QueueChips view={view} waiting={everyWaiting} queues={queues} only={only} pick={setOnly} />
      <UnroutedNote count={calls.filter(({ unrouted }) => unrouted).length} />
      <div className={styles.columns}>
        <section className={styles.column} aria-label={words.board.waiting}>
          <h2 className={styles.heading}>
            {words.board.waiting} <span>{waiting.length}</span>
          </h2>
          <ul className={styles.list}>
            {waiting.map((call) => (
              <WaitingRow key={call.callId} call={call} queueName={nameOf(call)} />
            ))}
          </ul>
          {waiting.length === 0 && <p className={styles.nobody}>{words.board.nobodyWaits}</p>}
        </section>
        <section className={styles.column} aria-label={words.board.speaking}>
          <h2 className={styles.heading}>
            {words.board.speaking} <span>{speaking.length}</span>
          </h2>
          <ul className={styles.list}>
            {speaking.map((call) => (
              <SpeakingRow key={call.callId} call={call} queueName={nameOf(call)} />
            ))}
          </ul>
          {speaking.length === 0 && <p className={styles.nobody}>{words.live.none}</p>}
        </section>
        <AgentGrid agents={view.agents} calls={view.calls} />
      </div>
    </>
  )
}

const keyOf = ({ source, queue }: Pick<LiveEntry, 'source' | 'queue'>): string => `${source} ${queue ?? ''}`

/** Those of the configuration, and those that only the phone system knows. */
function useQueues(view: LiveView): readonly { readonly key: string; readonly name: string }[] {
  const { me } = useSession()
  const known = useMemo(
    () => me.queues.map((queue) => ({ key: `${queue.source} ${queue.id}`, name: queue.name })),
    [me.queues],
  )
  const others = [...view.figures.values()]
    .filter(({ queue }) => queue !== '')
    .filter((one) => !known.some(({ key }) => key === keyOf(one)))
    .map((one) => `${one.source}\n${one.queue}`)
    .sort()
    .join('\t')
  return useMemo(() => {
    const more = others === '' ? [] : others.split('\t')
    return [
      ...known,
      ...more.map((one) => {
        const [source = '', name = ''] = one.split('\n')
        return { key: `${source} ${name}`, name }
      }),
    ]
  }, [known, others])
}

/** Its place is kept, so that nothing jumps when one comes or goes. */
function UnroutedNote({ count }: { count: number }) {
  const { words } = useWords()
  return (
    <p className={styles.unroutedNote} data-shown={count > 0 || undefined}>
      {count > 0 && (
        <>
          <IconAlertTriangle size={16} aria-hidden />
          <strong>{words.live.unroutedCount(count)}</strong> {words.live.unroutedWhy}
        </>
      )}
    </p>
  )
}
