import type { CaseEntryView } from '../../wire/case-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './cases.module.css'

/** Who has changed what, and when; the newest first. */
export function CaseEntries({ caseId }: { caseId: number }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const entries = useAnswer(
    (signal) => ask('readCaseEntries', { params: { id: caseId }, signal }),
    [ask, caseId],
  )
  return (
    <section>
      <h3>{words.cases.history}</h3>
      <RefusalNote refused={entries.refused} again={entries.again} />
      <ul className={styles.entries}>
        {entries.value?.items.map((entry) => (
          <li key={entry.n}>
            <time title={spoken.exact(entry.at)}>{spoken.moment(entry.at, now)}</time>
            <bdi> · {entry.by ?? words.cases.house}</bdi>
            {` · ${words.cases.whats[entry.what] ?? entry.what}: `}
            <bdi>{changedTo(entry, words)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

function changedTo({ what, oldValue, newValue }: CaseEntryView, words: Words): string {
  const names: Readonly<Record<string, string>> =
    what === 'state' ? words.cases.states : what === 'root-cause' ? words.cases.causes : {}
  const said = (value: string | null) => (value === null ? words.form.none : (names[value] ?? value))
  return oldValue === null ? said(newValue) : `${said(oldValue)} → ${said(newValue)}`
}
