import { Button, CopyButton, Progress } from '@mantine/core'
import {
  IconCheck,
  IconCopy,
  IconShieldCheck,
  IconShieldExclamation,
  IconShieldQuestion,
} from '@tabler/icons-react'
import type { ChainStateView } from '../../wire/record-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './record.module.css'

type Verdict = 'whole' | 'broken' | 'checking' | 'unchecked'

const shields = {
  whole: IconShieldCheck,
  broken: IconShieldExclamation,
  checking: IconShieldQuestion,
  unchecked: IconShieldQuestion,
} as const

/** Whether the chain is whole, the newest seal to be kept outside, and a check on demand with how far it is. */
export function ChainCard() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(3000)
  const chain = useAnswer((signal) => ask('readChain', { signal }), [ask, now])
  const verify = useErrand(async () => chain.put(await ask('verifyChain', {})))
  const state = chain.value
  if (!state) return <RefusalNote refused={chain.refused} again={chain.again} />
  const verdict = verdictOf(state)
  const Shield = shields[verdict]
  return (
    <section className={styles.chain} data-verdict={verdict} aria-label={words.record.chain.heading}>
      <Shield size={28} aria-hidden />
      <div className={styles.chainSaid}>
        <Said state={state} verdict={verdict} />
        <Faults state={state} />
      </div>
      <NewestSeal state={state} />
      <div className={styles.chainEnd}>
        <Button onClick={() => verify.run()} loading={verify.running} disabled={verdict === 'checking'}>
          {words.record.chain.verify}
        </Button>
        <RefusalNote refused={verify.refused} />
      </div>
    </section>
  )
}

function verdictOf({ check }: ChainStateView): Verdict {
  if (check === null) return 'unchecked'
  if (check.faults.length > 0) return 'broken'
  return check.finishedAt === null ? 'checking' : 'whole'
}

function Said({ state: { check, prunedUntil }, verdict }: { state: ChainStateView; verdict: Verdict }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.record.chain
  const said = {
    whole: say.whole(spoken.count(check?.rowsRead ?? 0)),
    broken: say.broken(spoken.count(check?.untilSeal ?? 0)),
    checking: say.checking,
    unchecked: say.unchecked,
  }[verdict]
  return (
    <>
      <strong role={verdict === 'broken' ? 'alert' : 'status'}>{said}</strong>
      {check?.finishedAt != null && <span>{say.checked(spoken.ago(check.finishedAt, now))}</span>}
      {check?.newestAt != null && <span>{say.checkedNewest(spoken.ago(check.newestAt, now))}</span>}
      {check && check.finishedAt === null && (
        <>
          <Progress
            aria-label={say.checking}
            value={check.rowsAll === 0 ? 0 : (100 * check.rowsRead) / check.rowsAll}
          />
          <span>{say.progress(spoken.count(check.rowsRead), spoken.count(check.rowsAll))}</span>
        </>
      )}
      {prunedUntil && <span>{say.pruned(spoken.count(prunedUntil.n))}</span>}
    </>
  )
}

function Faults({ state: { check } }: { state: ChainStateView }) {
  const { words, spoken } = useWords()
  const say = words.record.chain
  if (!check || check.faults.length === 0) return null
  return (
    <ul className={styles.faults}>
      {check.faults.slice(0, 10).map(({ kind, seal }) => (
        <li key={`${seal} ${kind}`}>
          {say.seal(spoken.count(seal))}: {say.faults[kind]}
        </li>
      ))}
    </ul>
  )
}

function NewestSeal({ state: { newest, unsealed } }: { state: ChainStateView }) {
  const { words, spoken } = useWords()
  const say = words.record.chain
  if (!newest) return <div />
  return (
    <div className={styles.seal}>
      <span>
        <strong>{say.newest(spoken.count(newest.n))}</strong>
        <CopyButton value={`${newest.n}:${newest.hash}`}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
              onClick={copy}
            >
              {copied ? say.copied : say.copy}
            </Button>
          )}
        </CopyButton>
      </span>
      <code dir="ltr">{newest.hash}</code>
      <small>{say.keep}</small>
      {unsealed > 0 && <small>{say.unsealed(spoken.count(unsealed))}</small>}
    </div>
  )
}
