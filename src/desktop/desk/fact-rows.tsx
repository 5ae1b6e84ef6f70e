import { IconCheck, IconCircleDashed, IconQuestionMark, IconRepeat } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { PopFact, PopQuestion } from '../../wire/pop-matters.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { factName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { knowledgePlaceId } from './field-ids.ts'
import styles from './knowledge-list.module.css'
import { sayPolitely } from './say-politely.ts'

interface RowProps<T> {
  readonly callId: string
  /** One speaks, or has just spoken, with the caller. */
  readonly open: boolean
  readonly one: T
}

/** What is known. Who had to ask all the same says so with one key. */
export function KnownRow({ callId, open, one }: RowProps<PopFact>) {
  const { ask } = useSession()
  const { words } = useWords()
  const again = useErrand(async () => {
    await ask('recordAskedAgain', { params: { id: callId }, body: { key: one.key } })
    sayPolitely(words.card.askedAgainNoted)
  })
  const said = words.card.askedAgainOf(useName(one))
  return (
    <li className={styles.fact} title={useSource(one)}>
      <IconCheck size={15} aria-hidden className={styles.known} />
      <Named one={one} />
      <bdi className={styles.value}>{one.value}</bdi>
      <PushButton
        look="quiet"
        data-asked-again
        className={styles.again ?? ''}
        disabled={!open}
        busy={again.running}
        title={said}
        aria-label={said}
        onClick={() => again.run()}
        icon={<IconRepeat size={13} />}
      />
      <RefusalNote refused={again.refused} />
    </li>
  )
}

/** What was said long ago, or never made sure of: right with one key, or changed. */
export function ConfirmRow({ callId, open, one }: RowProps<PopFact>) {
  const { words } = useWords()
  const [changing, setChanging] = useState(false)
  const keep = useKeeping(callId, one)
  const name = useName(one)
  return (
    <li className={styles.fact} title={useSource(one)}>
      <IconCircleDashed size={15} aria-label={words.card.confirm} className={styles.stale} />
      <Named one={one} />
      {changing ? (
        <AnswerField one={one} name={name} keep={keep} open={open} begin={one.value} />
      ) : (
        <>
          <bdi className={styles.value}>{one.value}</bdi>
          <span className={styles.actions}>
            <PushButton
              look="soft"
              disabled={!open}
              busy={keep.running}
              aria-label={words.card.stillRightOf(name)}
              onClick={() => keep.run(one.value, true)}
            >
              {words.card.stillRight}
            </PushButton>
            <PushButton
              disabled={!open}
              aria-label={words.card.changedOf(name)}
              onClick={() => setChanging(true)}
            >
              {words.card.changed}
            </PushButton>
          </span>
        </>
      )}
      <RefusalNote refused={keep.refused} />
    </li>
  )
}

/** What is missing: the answer goes in right here. */
export function AskRow({ callId, open, one }: RowProps<PopQuestion>) {
  const { words } = useWords()
  const keep = useKeeping(callId, one)
  return (
    <li className={styles.fact}>
      <IconQuestionMark size={15} aria-label={words.card.ask} className={styles.open} />
      <Named one={one} />
      <AnswerField one={one} name={useName(one)} keep={keep} open={open} begin={null} />
      <RefusalNote refused={keep.refused} />
    </li>
  )
}

function useName(one: PopFact | PopQuestion): string {
  const { me } = useSession()
  const { language } = useWords()
  return factName(me, one, language)
}

function useKeeping(callId: string, one: PopFact | PopQuestion) {
  const { ask } = useSession()
  const { words } = useWords()
  const { key } = one
  const name = useName(one)
  return useErrand(async (value: string, verified: boolean) => {
    await ask('putCallFact', { params: { id: callId, key }, body: { value, verified } })
    sayPolitely(words.card.answerKept(name))
  })
}

interface AnswerFieldProps {
  readonly one: PopFact | PopQuestion
  readonly name: string
  readonly open: boolean
  readonly keep: ReturnType<typeof useKeeping>
  /** What to change; null where there is nothing yet. */
  readonly begin: string | null
}

const inputTypes: Readonly<Record<string, string>> = { date: 'date', 'e-mail': 'email', phone: 'tel' }

/** Enter keeps the answer and goes on to the next question. */
function AnswerField({ one, name, open, keep, begin }: AnswerFieldProps) {
  const { me } = useSession()
  const { words } = useWords()
  const [typed, setTyped] = useState(begin ?? '')
  const listId = useId()
  const kind = me.facts.find(({ key }) => key === one.key)
  const onKeyDown = async (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || typed.trim() === '') return
    event.preventDefault()
    const field = event.currentTarget
    if (await keep.run(typed.trim(), false)) focusNext(field)
  }
  return (
    <>
      <input
        className={styles.field}
        type={inputTypes[kind?.kind ?? ''] ?? 'text'}
        list={kind?.choices.length ? listId : undefined}
        aria-label={words.card.answerOf(name)}
        title={words.card.keepAnswer}
        disabled={!open || keep.running}
        // biome-ignore lint/a11y/noAutofocus: the agent has just pressed the key to change it
        autoFocus={begin !== null}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        dir="auto"
      />
      {kind?.choices.length ? (
        <datalist id={listId}>
          {kind.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

function focusNext(field: HTMLElement): void {
  const fields = [...(document.getElementById(knowledgePlaceId)?.querySelectorAll('input') ?? [])]
  const next = fields.find((one) => one !== field && one.value === '')
  next?.focus()
}

function Named({ one }: { one: PopFact | PopQuestion }) {
  return <bdi className={styles.label}>{useName(one)}</bdi>
}

/** Who said it, when, by which way, and whether it was checked. */
function useSource(one: PopFact): string {
  const { words, spoken } = useWords()
  const way = words.channels[one.channel] ?? one.channel
  const checked = one.verified ? words.card.verified : words.card.unverified
  const said = [words.card.saidBy[one.saidBy], one.by, way, spoken.exact(one.at), checked]
  return said.filter(Boolean).join(' · ')
}
