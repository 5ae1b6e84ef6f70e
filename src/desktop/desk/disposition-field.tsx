import { IconSparkles } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { WrapUpDraft } from '../../wire/desk-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { dispositionName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { dispositionFieldId, noteFieldId } from './field-ids.ts'
import { findDispositions } from './find-dispositions.ts'
import { suggestDispositions } from './suggest-wrap-up.ts'
import styles from './wrap-up.module.css'

/** Above this many a list is quicker to read than buttons. */
const mostChips = 6

interface DispositionFieldProps {
  readonly pop: Pop
  readonly value: string | null
  readonly missing: boolean
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

/** How the call is closed: a few as buttons, a tree by typing; what the call suggests stands ready in both. */
export function DispositionField(props: DispositionFieldProps) {
  const { pop, value, missing, open, type } = props
  const { me } = useSession()
  const { words, language } = useWords()
  const suggested = useFirst(`${pop.stage} ${pop.person?.customerId}`, () =>
    suggestDispositions(pop, me.dispositions),
  )
  const isFew = me.dispositions.length <= mostChips
  const ids = isFew ? me.dispositions.map(({ id }) => id) : suggested
  return (
    <div data-first-row>
      <div className={styles.label}>
        <label htmlFor={dispositionFieldId}>{words.wrapUp.disposition}</label>
        {missing && <span role="alert">{words.wrapUp.dispositionMissing}</span>}
      </div>
      {!isFew && <TypedDisposition {...props} />}
      {ids.length > 0 && (
        <div className={styles.chips} role="radiogroup" aria-label={words.wrapUp.disposition}>
          {ids.map((id, n) => (
            <label key={id} className={styles.chip} data-suggested={suggested.includes(id) || undefined}>
              <input
                type="radio"
                id={isFew && n === 0 ? dispositionFieldId : undefined}
                name={`disposition ${pop.callId}`}
                checked={value === id}
                disabled={!open}
                onChange={() => type({ disposition: id })}
              />
              {suggested.includes(id) && <IconSparkles size={13} aria-label={words.wrapUp.suggested} />}
              {dispositionName(me, id, language)}
            </label>
          ))}
        </div>
      )}
    </div>
  )
}

/** What was first said of this subject: buttons that come and go would move what lies below them. */
function useFirst<T>(subject: string, say: () => T): T {
  const first = useRef<{ readonly subject: string; readonly said: T }>(null)
  if (first.current?.subject !== subject) first.current = { subject, said: say() }
  return first.current.said
}

/** A field with a list below it that narrows while one types; Enter takes what is marked and goes on to the note. */
function TypedDisposition({ value, open, type }: DispositionFieldProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const [marked, setMarked] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const found = useMemo(
    () => (typed === null ? [] : findDispositions(me.dispositions, typed, language)),
    [me.dispositions, typed, language],
  )
  const name = value === null ? '' : dispositionName(me, value, language)
  const choose = (id: string) => {
    type({ disposition: id })
    setTyped(null)
    document.getElementById(noteFieldId)?.focus()
  }
  const mark = (n: number) => {
    setMarked(n)
    list.current?.children[n]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[marked]
    if (event.key === 'ArrowDown' && typed === null) setTyped('')
    else if (event.key === 'ArrowDown') mark(Math.min(marked + 1, found.length - 1))
    else if (event.key === 'ArrowUp') mark(Math.max(marked - 1, 0))
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && chosen) choose(chosen.id)
    else if (event.key === 'Escape' && typed !== null) setTyped(null)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.typed}>
      <input
        id={dispositionFieldId}
        className={styles.field}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found[marked] ? `${listId} ${found[marked].id}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={words.wrapUp.dispositionHint}
        disabled={!open}
        value={typed ?? name}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setMarked(0)
        }}
        onClick={() => setTyped((now) => now ?? '')}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
        dir="auto"
      />
      {found.length > 0 && (
        <div
          ref={list}
          id={listId}
          role="listbox"
          className={styles.list}
          aria-label={words.wrapUp.disposition}
        >
          {found.map(({ id, name: said, within }, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the field above
            <div
              key={id}
              id={`${listId} ${id}`}
              role="option"
              aria-selected={n === marked}
              tabIndex={-1}
              data-depth={typed === '' ? Math.min(within.length, 3) : 0}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(id)}
            >
              <bdi>{said}</bdi>
              {typed !== '' && within.length > 0 && <small dir="auto">{within.join(' › ')}</small>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
