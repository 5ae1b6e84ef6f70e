import {
  IconBolt,
  IconBriefcase,
  IconCalendarDue,
  IconHeartHandshake,
  IconInfoCircle,
  IconRepeat,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Me } from '../../wire/access-api.ts'
import type { TimelineEntryView } from '../../wire/story-api.ts'
import { useNow } from '../clock.ts'
import { factName, useSession } from '../session.tsx'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'

export type NoteEntry = Exclude<TimelineEntryView, { kind: 'interaction' }>

const icons: Record<NoteEntry['kind'], ComponentType<{ size?: number; 'aria-hidden'?: boolean }>> = {
  promise: IconHeartHandshake,
  case: IconBriefcase,
  signal: IconBolt,
  fact: IconInfoCircle,
  task: IconCalendarDue,
  'asked-again': IconRepeat,
}

/** What happened between two contacts, in one line. */
export function TimelineNote({ entry }: { entry: NoteEntry }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const Icon = icons[entry.kind]
  return (
    <li className={styles.interaction} data-note={entry.kind}>
      <Icon size={17} aria-hidden />
      <div>
        <div className={styles.interactionHead}>
          <time title={spoken.exact(entry.at)}>{spoken.moment(entry.at, now)}</time>
          {entry.by !== null && (
            <span>
              <bdi>{entry.by}</bdi>
            </span>
          )}
        </div>
        <p className={styles.interactionText} dir="auto">
          {sayEntry(entry, { me, words, spoken, language })}
        </p>
      </div>
    </li>
  )
}

interface Saying {
  readonly me: Me
  readonly words: Words
  readonly spoken: Spoken
  readonly language: string
}

function sayEntry(entry: NoteEntry, { me, words, spoken, language }: Saying): string {
  const say = words.timelineOf
  switch (entry.kind) {
    case 'promise':
      return say.promise[entry.what](entry.text, spoken.exact(entry.dueAt))
    case 'case':
      return sayCase(entry, words)
    case 'signal':
      return say.signal[entry.what](entry.text)
    case 'fact':
      return say.fact(factName(me, { key: entry.key, label: null }, language), entry.value ?? say.factHidden)
    case 'task': {
      const kind = words.tasks.kinds[entry.task as keyof Words['tasks']['kinds']] ?? entry.task
      return [say.task[entry.what](kind), entry.reason].filter(Boolean).join(': ')
    }
    case 'asked-again':
      return say.askedAgain(factName(me, { key: entry.key, label: null }, language))
  }
}

function sayCase({ what, subject, to }: Extract<NoteEntry, { kind: 'case' }>, words: Words): string {
  const say = words.timelineOf.case
  if (what === 'opened') return say.opened(subject)
  if (what === 'raised') return say.raised(subject)
  const named = words.cases.whats[what] ?? what
  const state = words.cases.states[to as keyof Words['cases']['states']]
  const cause = words.cases.causes[to as keyof Words['cases']['causes']]
  return say.changed(subject, [named, state ?? cause ?? to].filter((one) => one !== null).join(' → '))
}
