import { memo } from 'react'
import type { LiveEntry } from '../../wire/live-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './live.module.css'
import { type LiveView, serviceLevel, sumFigures } from './live-view.ts'

interface QueueChipsProps {
  readonly view: LiveView
  readonly waiting: readonly LiveEntry[]
  readonly queues: readonly { readonly key: string; readonly name: string }[]
  readonly only: string | null
  readonly pick: (key: string | null) => void
}

/** Each queue with who waits and how the day goes; the page shows one alone when it is pressed. */
export const QueueChips = memo(function QueueChips({ view, waiting, queues, only, pick }: QueueChipsProps) {
  const { words, spoken } = useWords()
  return (
    <fieldset className={styles.queues}>
      <legend>{words.board.queues}</legend>
      {queues.map(({ key, name }) => {
        const figures = view.figures.get(key)
        const level = serviceLevel(sumFigures(figures ? [figures] : []))
        const here = waiting.filter(({ source, queue }) => `${source} ${queue ?? ''}` === key).length
        return (
          <button
            key={key}
            type="button"
            className={styles.queue}
            title={name}
            aria-pressed={only === key}
            data-busy={here > 0 || undefined}
            onClick={() => pick(only === key ? null : key)}
          >
            <bdi>{name}</bdi>
            <b>{words.board.waitingCount(here)}</b>
            <span>{spoken.percent(level)}</span>
          </button>
        )
      })}
    </fieldset>
  )
})
