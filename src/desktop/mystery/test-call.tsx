import { Button } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useState } from 'react'
import type { MysteryCallView } from '../../wire/mystery-api.ts'
import { type Refused, whyNot } from '../ask.ts'
import { useNow } from '../clock.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './mystery.module.css'
import { RunDetail } from './run-detail.tsx'
import { RunDots } from './run-dots.tsx'

interface TestCallProps {
  readonly test: MysteryCallView
  readonly again: () => void
}

/** One test: how its last call fared, all the last ones in a row, and the steps of the chosen one. */
export function TestCall({ test, again }: TestCallProps) {
  const { words, spoken } = useWords()
  const now = useNow(30_000)
  const [chosen, setChosen] = useState<string | null>(null)
  const [newest] = test.runs
  const shown = test.runs.find(({ id }) => id === chosen) ?? newest
  const say = words.mystery
  return (
    <section className={styles.test} aria-label={test.name}>
      <div className={styles.head}>
        <h2>
          <bdi>{test.name}</bdi>
        </h2>
        <p className={styles.about}>
          {say.about(test.number, test.source)} · {say.every(test.everyMinutes)} ·{' '}
          {say.deadline(spoken.count(test.deadlineMs))}
          {!test.isOpen && ` · ${say.closed}`}
        </p>
        <CallNow test={test} again={again} />
      </div>
      <p className={styles.expects}>
        {say.expects}: {say.outcomes[test.expects.outcome] ?? test.expects.outcome}
        {test.expects.customer !== null && (
          <>
            {' · '}
            <bdi>{test.expects.customer}</bdi>
          </>
        )}
        {test.expects.greeting !== null && (
          <>
            {' · '}
            <q dir="auto">{test.expects.greeting}</q>
          </>
        )}
      </p>
      {test.covers === 'behind' && <p className={styles.about}>{say.behind}</p>}
      {newest ? (
        <>
          <p className={styles.last} data-result={newest.result}>
            {say.results[newest.result]} · {spoken.ago(newest.endedAt, now)}
          </p>
          <RunDots test={test} chosen={shown?.id ?? null} choose={setChosen} />
          {shown && <RunDetail run={shown} deadlineMs={test.deadlineMs} />}
        </>
      ) : (
        <p className={styles.about}>{say.noRuns}</p>
      )}
    </section>
  )
}

function CallNow({ test, again }: TestCallProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const [refused, setRefused] = useState<Refused>()
  const place = async (): Promise<void> => {
    try {
      await ask('placeMysteryCall', { params: { id: test.name } })
      setRefused(undefined)
      again()
    } catch (thrown) {
      setRefused(whyNot(thrown))
    }
  }
  return (
    <div className={styles.callNow}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPhoneOutgoing size={14} aria-hidden />}
        disabled={test.isRunning}
        onClick={() => void place()}
      >
        {test.isRunning ? words.mystery.running : words.mystery.callNow}
      </Button>
      <RefusalNote refused={refused} />
    </div>
  )
}
