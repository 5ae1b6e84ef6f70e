import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { WrapUpDraft } from '../../wire/desk-api.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { noteFieldId } from './field-ids.ts'
import { fittingSnippets, putSnippet, type SnippetAsked, snippetAsked, snippetText } from './snippets.ts'
import styles from './wrap-up.module.css'

interface NoteFieldProps {
  readonly note: string
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

/** What was said. A stroke lists the house's snippets; Tab puts the marked one in its place. */
export function NoteField({ note, open, type }: NoteFieldProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [asked, setAsked] = useState<SnippetAsked | null>(null)
  const [marked, setMarked] = useState(0)
  const fitting = asked ? fittingSnippets(me.snippets, asked.begun).slice(0, 6) : []
  const caretToBe = useRef<number | null>(null)
  // As soon as the text stands there: a frame later what is typed meanwhile would stand in the wrong place.
  useLayoutEffect(() => {
    const caret = caretToBe.current
    if (caret === null) return
    caretToBe.current = null
    field.current?.setSelectionRange(caret, caret)
  })
  const look = ({ value, selectionStart }: HTMLTextAreaElement) => {
    setAsked(me.snippets.length > 0 ? snippetAsked(value, selectionStart) : null)
    setMarked(0)
  }
  const put = (n: number) => {
    const snippet = fitting[n]
    if (!asked || !snippet) return
    const { text, caret } = putSnippet(note, asked, snippetText(snippet, language))
    type({ note: text.slice(0, 10_000) })
    setAsked(null)
    caretToBe.current = caret
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (fitting.length === 0) return
    if (event.key === 'Tab' && !event.shiftKey) put(marked)
    else if (event.key === 'ArrowDown') setMarked(Math.min(marked + 1, fitting.length - 1))
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0))
    else if (event.key === 'Escape') setAsked(null)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.typed}>
      <label className={styles.label} htmlFor={noteFieldId}>
        {words.wrapUp.note}
        {me.snippets.length > 0 && <span className={styles.hint}>{words.wrapUp.snippetHint}</span>}
      </label>
      <textarea
        ref={field}
        id={noteFieldId}
        className={styles.note}
        placeholder={open ? words.wrapUp.noteHint : ''}
        rows={4}
        maxLength={10_000}
        value={note}
        disabled={!open}
        onChange={(event) => {
          type({ note: event.currentTarget.value })
          look(event.currentTarget)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setAsked(null)}
        aria-controls={fitting.length > 0 ? listId : undefined}
        aria-describedby={fitting.length > 0 ? listId : undefined}
        dir="auto"
      />
      {fitting.length > 0 && (
        <div id={listId} role="listbox" className={styles.list} aria-label={words.wrapUp.snippets}>
          {fitting.map((one, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the field above
            <div
              key={one.key}
              role="option"
              aria-selected={n === marked}
              tabIndex={-1}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => put(n)}
            >
              <bdi>/{one.key}</bdi>
              <small dir="auto">{snippetText(one, language)}</small>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
