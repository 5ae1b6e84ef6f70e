import { Button } from '@mantine/core'
import {
  IconMail,
  IconMailOpened,
  IconMessage,
  IconMessageCircle,
  IconPhone,
  IconUserCheck,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { InteractionView } from '../../wire/customer-api.ts'
import type { CallLegsView } from '../../wire/story-api.ts'
import { useNow } from '../clock.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { isLead, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallLegs } from './call-legs.tsx'
import { contactFacts, queueOfContact } from './contact-facts.ts'
import styles from './customer.module.css'

const icons: Record<string, typeof IconPhone> = {
  call: IconPhone,
  'e-mail': IconMail,
  chat: IconMessageCircle,
  sms: IconMessage,
  letter: IconMailOpened,
  visit: IconUserCheck,
}

type Ranges = readonly (readonly [number, number])[]

interface InteractionLineProps {
  readonly interaction: InteractionView
  /** Who it was with, where the page does not say so already. */
  readonly party?: ReactNode
  /** Where the words that were searched for stand in the text, [start, end) in UTF-16 units. */
  readonly highlights?: Ranges
  /** The same in other fields. */
  readonly marks?: Partial<Record<'subject' | 'agentName' | 'queueName' | 'number', Ranges | undefined>>
  /** How the call went, where it is one and the page tells it. */
  readonly legs?: CallLegsView | null
  /** Shows the exchange that this belongs to, alone. */
  readonly onThread?: (thread: string) => void
}

/** Longer texts are opened by whoever wants them: a page of transcripts is no time line. */
const longestShown = 600

/** One contact: when, with whom, how it ended, and what was noted. */
export function InteractionLine({
  interaction,
  party,
  highlights = [],
  marks = {},
  legs,
  onThread,
}: InteractionLineProps) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const [whole, setWhole] = useState(highlights.length > 0)
  const isLong = interaction.text.length > longestShown
  const { subject, thread } = interaction
  const Icon = icons[interaction.channel] ?? IconMessage
  const markedFacts = [
    [interaction.agentName, marks.agentName],
    [queueOfContact(interaction, me), marks.queueName],
    [party === undefined || interaction.customerId === null ? null : interaction.number, marks.number],
  ] as const
  return (
    <li className={styles.interaction}>
      <Icon size={17} aria-label={words.channels[interaction.channel] ?? interaction.channel} />
      <div>
        <div className={styles.interactionHead}>
          {party !== undefined && <strong>{party}</strong>}
          <time title={spoken.exact(interaction.startedAt)}>{spoken.moment(interaction.startedAt, now)}</time>
          {contactFacts(interaction, me, words, language).map((fact) => (
            <span key={fact}>
              <bdi>{fact}</bdi>
            </span>
          ))}
          {markedFacts.map(([fact, ranges]) =>
            fact === null ? null : (
              <span key={fact}>
                <bdi>{markText(fact, ranges ?? [])}</bdi>
              </span>
            ),
          )}
          {interaction.callId && isLead(me) && (
            <span>
              <PlaceLink to={{ kind: 'call', id: interaction.callId }}>{words.explain.open}</PlaceLink>
            </span>
          )}
        </div>
        {subject && (
          <strong className={styles.interactionText} dir="auto">
            {markText(subject, marks.subject ?? [])}
          </strong>
        )}
        {interaction.text && (
          <p className={styles.interactionText} dir="auto">
            {isLong && !whole
              ? `${interaction.text.slice(0, longestShown).toWellFormed()}…`
              : markText(interaction.text, highlights)}
          </p>
        )}
        {isLong && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setWhole(!whole)}>
            {whole ? words.timeline.less : words.timeline.whole}
          </Button>
        )}
        {legs && <CallLegs legs={legs} />}
        {thread && onThread && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onThread(thread)}>
            {words.timeline.thread}
          </Button>
        )}
      </div>
    </li>
  )
}

/** The text in pieces, marked ones as `<mark>`. Ranges that overlap or leave the text are cut, never trusted. */
export function markText(text: string, highlights: Ranges): ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [start, end] of highlights.toSorted((a, b) => a[0] - b[0])) {
    const from = Math.max(at, start)
    const to = Math.min(text.length, end)
    if (from >= to) continue
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...pieces, text.slice(at)]
}
