import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { GuidanceFound } from '../../wire/guidance-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './guidance.module.css'

interface FindGuidanceProps {
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  /** Counts what was saved: found anew each time. */
  readonly saves?: number
}

const pauseMs = 200

/** Topics by words in any language. */
export function FindGuidance({ chosen, onChoose, saves = 0 }: FindGuidanceProps) {
  const { ask } = useSession()
  const { words, language } = useWords()
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useAnswer(
    (signal) => ask('findGuidance', { query: { ...(wanted && { words: wanted }), language }, signal }),
    [ask, wanted, language, saves],
  )
  return (
    <div className={styles.find}>
      <TextInput
        aria-label={words.guidance.find}
        placeholder={words.guidance.find}
        leftSection={<IconSearch size={15} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <RefusalNote refused={found.refused} again={found.again} />
      {found.value?.items.length === 0 && <p className={styles.quiet}>{words.guidance.none}</p>}
      <ul className={styles.found}>
        {found.value?.items.map((one) => (
          <li key={one.id}>
            <Found one={one} isChosen={one.id === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface FoundProps {
  readonly one: GuidanceFound
  readonly isChosen: boolean
  readonly onChoose: (id: string) => void
}

function Found({ one, isChosen, onChoose }: FoundProps) {
  return (
    <button type="button" aria-current={isChosen || undefined} onClick={() => onChoose(one.id)}>
      <strong lang={one.language} dir="auto">
        {one.title}
      </strong>
      <span className={styles.quiet} lang={one.language} dir="auto">
        {one.excerpt}
      </span>
    </button>
  )
}
