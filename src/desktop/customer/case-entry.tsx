import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CaseView } from '../../wire/case-api.ts'
import { useNow } from '../clock.ts'
import { departmentName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CaseModal } from './case-modal.tsx'
import styles from './cases.module.css'

/** One case: what it is about, how it stands, whose it is, and what another department was asked. */
export function CaseEntry({ one, onChanged }: { one: CaseView; onChanged: () => void }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const [changing, setChanging] = useState(false)
  const isOpen = one.closedAt === null
  return (
    <li className={styles.case} data-closed={!isOpen || undefined}>
      <div className={styles.head}>
        <strong dir="auto">{one.subject}</strong>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.cases.changeOf(one.subject)}
          onClick={() => setChanging(true)}
        >
          {words.cases.change}
        </Button>
      </div>
      <CaseMarks one={one} />
      <div className={styles.marks}>
        {one.reference && <bdi>{one.reference} ·</bdi>}
        {isOpen
          ? words.pop.caseSince(spoken.ago(one.openedAt, now))
          : `${words.cases.states[one.state]} ${spoken.ago(one.closedAt ?? 0, now)}`}
        {one.rootCause && <span>· {words.cases.causes[one.rootCause]}</span>}
      </div>
      <EscalationNote one={one} />
      {changing && <CaseModal one={one} onClose={() => setChanging(false)} onChanged={onChanged} />}
    </li>
  )
}

export function CaseMarks({ one }: { one: CaseView }) {
  const { me } = useSession()
  const { words, language } = useWords()
  const owner = one.ownerName ?? (one.department && departmentName(me, one.department, language))
  return (
    <div className={styles.marks}>
      <span className={styles.mark}>{words.cases.states[one.state]}</span>
      {one.complaintAt !== null && (
        <span className={styles.mark} data-pressing>
          {words.cases.complaint}
        </span>
      )}
      {one.raisedAt !== null ? (
        <span className={styles.mark} data-pressing>
          {words.cases.again(one.contacts)}
        </span>
      ) : (
        <span>{words.cases.contacts(one.contacts)}</span>
      )}
      {owner && <bdi>· {owner}</bdi>}
    </div>
  )
}

export function EscalationNote({ one: { escalation, closedAt } }: { one: CaseView }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  if (!escalation) return null
  const { department, question, dueAt, answer, answeredAt, answeredBy } = escalation
  const name = departmentName(me, department, language)
  const overdue = answeredAt === null && closedAt === null && dueAt < now
  return (
    <div className={styles.escalation} data-overdue={overdue || undefined}>
      <div>
        {words.cases.asked(name)}
        {answeredAt === null &&
          ` · ${overdue ? words.cases.overdue : words.cases.dueBy(spoken.moment(dueAt, now))}`}
      </div>
      <div dir="auto">{question}</div>
      {answer !== null && answeredAt !== null && (
        <div dir="auto">
          <strong>{words.cases.answered(name)}</strong> ({spoken.moment(answeredAt, now)}
          {answeredBy && <bdi>, {answeredBy}</bdi>}): {answer}
        </div>
      )}
    </div>
  )
}
