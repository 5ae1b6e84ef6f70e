import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { TimelineEntryView } from '../../wire/story-api.ts'
import { type Errand, useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import own from './cases.module.css'
import styles from './customer.module.css'
import { InteractionLine } from './interaction-line.tsx'
import { TimelineNote } from './timeline-note.tsx'

const channels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit'] as const
type Channel = (typeof channels)[number]

/** Everything; contacts alone; those of one channel; one exchange. */
type View =
  | { readonly kind: 'everything' }
  | { readonly kind: 'contacts' }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'thread'; readonly thread: string }

/** All that was with a customer on one time line, newest first, or a part of it. */
export function CustomerHistory({ customerId }: { customerId: number }) {
  const { words } = useWords()
  const [view, setView] = useState<View>({ kind: 'everything' })
  return (
    <section className={styles.panel}>
      <h2>{words.customer.history}</h2>
      <fieldset className={own.filters} aria-label={words.timeline.channels}>
        <Choice chosen={view.kind === 'everything'} onChoose={() => setView({ kind: 'everything' })}>
          {view.kind === 'thread' ? words.timeline.wholeHistory : words.timelineOf.everything}
        </Choice>
        <Choice chosen={view.kind === 'contacts'} onChoose={() => setView({ kind: 'contacts' })}>
          {words.timelineOf.contacts}
        </Choice>
        {channels.map((channel) => (
          <Choice
            key={channel}
            chosen={view.kind === 'channel' && view.channel === channel}
            onChoose={() => setView({ kind: 'channel', channel })}
          >
            {words.channels[channel] ?? channel}
          </Choice>
        ))}
      </fieldset>
      <Timeline key={JSON.stringify(view)} customerId={customerId} view={view} setView={setView} />
    </section>
  )
}

interface ChoiceProps {
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly children: string
}

function Choice({ chosen, onChoose, children }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onChoose}>
      {children}
    </button>
  )
}

interface TimelineProps {
  readonly customerId: number
  readonly view: View
  readonly setView: (view: View) => void
}

function Timeline({ customerId, view, setView }: TimelineProps) {
  const { words } = useWords()
  const { items, held, next, more } = usePages(customerId, view)
  return (
    <>
      <RefusalNote refused={more.refused} again={() => more.run(next)} />
      {items?.length === 0 && (
        <p className={styles.quiet}>
          {view.kind === 'everything' ? words.timelineOf.none : words.customer.historyNone}
        </p>
      )}
      {held && <p className={styles.quiet}>{words.timelineOf.held}</p>}
      <ul className={styles.interactions}>
        {items?.map((entry, n) =>
          entry.kind === 'interaction' ? (
            <InteractionLine
              key={`contact ${entry.interaction.id}`}
              interaction={entry.interaction}
              legs={entry.legs}
              {...(view.kind === 'thread'
                ? {}
                : { onThread: (thread: string) => setView({ kind: 'thread', thread }) })}
            />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a note has no id on the wire, two may say the same, and pages are only added at the end
            <TimelineNote key={`note ${n}`} entry={entry} />
          ),
        )}
      </ul>
      {next !== null && (
        <Button variant="default" size="xs" loading={more.running} onClick={() => more.run(next)}>
          {words.form.loadMore}
        </Button>
      )}
    </>
  )
}

interface Pages {
  readonly items: readonly TimelineEntryView[] | undefined
  /** Whether some of it is kept back. */
  readonly held: boolean
  readonly next: string | null
  readonly more: Errand<[before: string | null]>
}

function usePages(customerId: number, view: View): Pages {
  const { ask } = useSession()
  const [items, setItems] = useState<readonly TimelineEntryView[]>()
  const [next, setNext] = useState<string | null>(null)
  const [held, setHeld] = useState(false)
  const more = useErrand(async (before: string | null) => {
    const page = await readPage(ask, customerId, view, before)
    setItems((shown) => (before === null ? page.items : [...(shown ?? []), ...page.items]))
    setNext(page.next)
    setHeld(page.held)
  })
  const { run } = more
  useEffect(() => {
    run(null)
  }, [run])
  return { items, held, next, more }
}

interface OnePage {
  readonly items: readonly TimelineEntryView[]
  readonly next: string | null
  readonly held: boolean
}

async function readPage(
  ask: ReturnType<typeof useSession>['ask'],
  customerId: number,
  view: View,
  before: string | null,
): Promise<OnePage> {
  const params = { id: customerId }
  const after = before === null ? {} : { before }
  if (view.kind === 'everything' || view.kind === 'contacts') {
    const kinds = view.kind === 'contacts' ? { kinds: ['interaction' as const] } : {}
    const page = await ask('readTimeline', { params, query: { most: 25, ...kinds, ...after } })
    return { items: page.items, next: page.next, held: page.held.length > 0 }
  }
  const filter = view.kind === 'channel' ? { channel: view.channel } : { thread: view.thread }
  const query = { most: 25, ...filter, ...(before === null ? {} : { before: Number(before) }) }
  const page = await ask('readCustomerInteractions', { params, query })
  const items = page.items.map((interaction): TimelineEntryView => {
    return { kind: 'interaction', at: interaction.startedAt, interaction, legs: null }
  })
  return { items, next: page.next === null ? null : String(page.next), held: false }
}
