import { useEffect, useState } from 'react'
import type { WallBoardView } from '../../wire/live-api.ts'
import { makeAsk, whyNot } from '../ask.ts'
import { useClock, useNow } from '../clock.ts'
import { type Language, pickLanguage } from '../words/pick-language.ts'
import { useWords, WordsProvider } from '../words/words-context.tsx'
import styles from './wall.module.css'
import { WallQueues } from './wall-queues.tsx'

/** A screen that is looked at from afar asks this often, ms. */
const askEveryMs = 2000
/** Figures that are older than this are marked: two answers were missed. */
const staleMs = 7000

type Stage =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'revoked' }
  /** `heardAt` by the page's own clock, `ahead` how far the server's is before it, ms. */
  | {
      readonly kind: 'shown'
      readonly board: WallBoardView
      readonly heardAt: number
      readonly ahead: number
    }

const ask = makeAsk(() => {})

/** The live figures on a screen on the wall: nobody signs in and nobody touches it. The token stands behind the `#`. */
export function WallPage() {
  const stage = useBoard(decodeURIComponent(location.hash.slice(1)))
  const language = stage.kind === 'shown' ? languageOf(stage.board.language) : pickLanguage()
  return (
    <WordsProvider language={language}>
      <div className={styles.wall} lang={language}>
        {stage.kind === 'shown' ? <Board {...stage} /> : <Notice stage={stage.kind} />}
      </div>
    </WordsProvider>
  )
}

function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Asks for ever, whatever happens: nobody stands in front of it to load it again. */
function useBoard(token: string): Stage {
  const clock = useClock()
  const [stage, setStage] = useState<Stage>({ kind: 'connecting' })
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      try {
        const board = await ask('showWall', { body: { token }, signal: soon(abort.signal) })
        const heardAt = clock.now()
        setStage({ kind: 'shown', board, heardAt, ahead: board.now - heardAt })
      } catch (thrown) {
        const { code } = whyNot(thrown)
        if (code === 'not-found' || code === 'bad-input') setStage({ kind: 'revoked' })
      }
      if (!abort.signal.aborted) timer = setTimeout(() => void look(), askEveryMs)
    }
    void look()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [token, clock])
  return stage
}

/** An answer that does not come is not waited for: the line may be dead. */
function soon(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(5000)])
}

function Notice({ stage }: { stage: 'connecting' | 'revoked' }) {
  const { words } = useWords()
  return <p className={styles.notice}>{words.wall[stage]}</p>
}

function Board({ board, heardAt, ahead }: Extract<Stage, { kind: 'shown' }>) {
  const { words, spoken } = useWords()
  const own = useNow(1000)
  const silent = own - heardAt
  const isStale = silent > staleMs
  // What is not known any more does not go on counting.
  const now = (isStale ? heardAt : own) + ahead
  const percent = (n: number | null) => spoken.percent(n === null ? null : n / 100)
  const oldest = Math.min(...board.next.map(({ since }) => since), now - board.longestWaitingMs)
  return (
    <main className={styles.board} data-stale={isStale || undefined}>
      <header className={styles.head}>
        <h1>
          <bdi>{board.houseName}</bdi> · <bdi>{board.name}</bdi>
        </h1>
        <time>{spoken.time(own)}</time>
      </header>
      <dl className={styles.great}>
        <Great name={words.wall.waiting} mood={board.waiting === 0 ? 'good' : 'plain'}>
          {spoken.count(board.waiting)}
        </Great>
        <Great name={words.wall.longest} mood={isLate(board, now) ? 'bad' : 'plain'}>
          {board.waiting === 0 ? '–' : spoken.lasting(now - oldest)}
        </Great>
        <Great name={words.wall.level} mood={levelMood(board.serviceLevel)}>
          {percent(board.serviceLevel)}
        </Great>
        <Great name={words.wall.abandoned} mood="plain">
          {percent(board.abandonedShare)}
        </Great>
      </dl>
      <section className={styles.middle}>
        <ol className={styles.next}>
          {board.next.length === 0 && <li className={styles.nobody}>{words.wall.nobody}</li>}
          {board.next.map((one) => (
            <li
              key={`${one.since} ${one.queue} ${one.firstName}`}
              data-honoured={one.honoured || undefined}
              data-late={now - one.since > one.answerWithinMs || undefined}
            >
              <bdi>
                {one.honoured && '★ '}
                {one.firstName ?? one.queue ?? words.wall.somebody}
              </bdi>
              <time>{spoken.lasting(now - one.since)}</time>
            </li>
          ))}
        </ol>
        <WallQueues queues={board.queues} />
      </section>
      <dl className={styles.small}>
        <Small name={words.wall.speaking} n={board.speaking} />
        <Small name={words.wall.free} n={board.free} />
        <Small name={words.wall.wrapUp} n={board.wrapUp} />
        <Small name={words.wall.away} n={board.away} />
        <Small name={words.wall.answered} n={board.answered} />
      </dl>
      {board.unrouted > 0 && !isStale && (
        <p className={styles.alarm}>{words.wall.unrouted(board.unrouted)}</p>
      )}
      {isStale && (
        <p className={styles.stale} role="alert">
          {words.wall.stale(spoken.lasting(silent))}
        </p>
      )}
    </main>
  )
}

type Mood = 'good' | 'plain' | 'bad'

function levelMood(level: number | null): Mood {
  if (level === null) return 'plain'
  return level >= 80 ? 'good' : level < 60 ? 'bad' : 'plain'
}

function isLate({ next }: WallBoardView, now: number): boolean {
  return next.some(({ since, answerWithinMs }) => now - since > answerWithinMs)
}

function Great({ name, mood, children }: { name: string; mood: Mood; children: React.ReactNode }) {
  return (
    <div data-mood={mood}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Small({ name, n }: { name: string; n: number }) {
  const { spoken } = useWords()
  return (
    <div>
      <dt>{name}</dt>
      <dd>{spoken.count(n)}</dd>
    </div>
  )
}
