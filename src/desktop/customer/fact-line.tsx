import { Button } from '@mantine/core'
import { IconLock, IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FactView } from '../../wire/facts-api.ts'
import { useNow } from '../clock.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { sayFactKey, sayFactValue } from './say-fact.ts'
import { sayChannel } from './say-wish.ts'

/** One fact: what it is about, its value, and who said it, where and when. */
export function FactLine({ fact, children }: { fact: FactView; children?: ReactNode }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const say = words.facts
  const isStale = fact.replacedAt === null && fact.staleAt !== null && fact.staleAt <= now
  return (
    <li className={styles.fact}>
      <div className={styles.quiet}>
        <bdi>{sayFactKey(fact.key, fact.label, me.facts, language)}</bdi>
      </div>
      <div className={styles.factActions}>{children}</div>
      <div className={styles.factSaid}>
        <div className={styles.factValue}>
          {fact.value === null ? (
            <span className={styles.quiet}>•••</span>
          ) : (
            <bdi>{sayFactValue(fact, me.facts, words)}</bdi>
          )}
          {fact.verifiedAt !== null && (
            <IconShieldCheck size={15} aria-label={`${say.made}: ${spoken.ago(fact.verifiedAt, now)}`} />
          )}
          {fact.sensitive && <IconLock size={14} data-sensitive aria-label={say.sensitive} />}
        </div>
        <div className={styles.quiet}>
          {[say.sayers[fact.saidBy], sayChannel(fact.channel, words), sayTeller(fact, say.to)]
            .filter(Boolean)
            .join(' · ')}
          {' · '}
          <time title={spoken.exact(fact.saidAt)}>{spoken.ago(fact.saidAt, now)}</time>
          {isStale && ` · ${say.stale}`}
          {fact.withdrawn && ` · ${say.withdrawn}`}
        </div>
      </div>
    </li>
  )
}

/** The colleague to whom the customer said it, or who put it down. */
function sayTeller({ by, saidBy, channel }: FactView, to: (who: string) => string): string {
  if (by === null) return ''
  return saidBy === 'customer' && channel === 'call' ? to(by) : by
}

interface FactActionsProps {
  readonly fact: FactView
  readonly busy: boolean
  readonly onReveal: () => void
  readonly onVerify: () => void
  readonly onChange: () => void
  readonly onWithdraw: () => void
}

export function FactActions({ fact, busy, ...on }: FactActionsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const say = words.facts
  const what = sayFactKey(fact.key, fact.label, me.facts, language)
  const button = (name: string, label: string, act: () => void) => (
    <Button size="compact-xs" variant="default" disabled={busy} aria-label={label} onClick={act}>
      {name}
    </Button>
  )
  return (
    <>
      {fact.value === null && button(say.reveal, say.revealOf(what), on.onReveal)}
      {fact.verifiedAt === null && button(say.verify, say.verifyOf(what), on.onVerify)}
      {button(say.change, say.changeOf(what), on.onChange)}
      {button(say.withdraw, say.withdrawOf(what), on.onWithdraw)}
    </>
  )
}
