import type { WrapUpDraft } from '../../wire/desk-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import { aboutCase, type DraftChange } from './draft-state.ts'
import { caseFieldId } from './field-ids.ts'
import styles from './wrap-up.module.css'

interface CaseFieldProps {
  readonly pop: Pop
  readonly draft: WrapUpDraft
  readonly suggested: number | null
  readonly open: boolean
  readonly type: (change: DraftChange) => void
}

/** Which case the call was about. Only of a customer: nobody else can have one. */
export function CaseField({ pop, draft, suggested, open, type }: CaseFieldProps) {
  const { words } = useWords()
  if (!pop.person || pop.outcome === 'possible') return null
  const chosen = draft.newCase ? 'new' : String(draft.caseId === undefined ? suggested : draft.caseId)
  const choose = (value: string) => {
    const fresh = { subject: '', complaint: false, department: null }
    const about = value === 'new' ? fresh : value === 'null' ? null : Number(value)
    type((now) => aboutCase(now, about))
  }
  return (
    <div className={styles.part}>
      <label className={styles.label} htmlFor={caseFieldId}>
        {words.wrapUp.case}
      </label>
      <select
        id={caseFieldId}
        className={styles.field}
        disabled={!open}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="null">{words.wrapUp.caseNone}</option>
        {pop.cases.map((one) => (
          <option key={one.id} value={one.id}>
            {[one.reference, one.subject].filter((part) => part !== null).join(' · ')}
          </option>
        ))}
        <option value="new">{words.wrapUp.caseNew}</option>
      </select>
      {draft.newCase && (
        <input
          className={styles.field}
          aria-label={words.customer.caseSubject}
          placeholder={words.customer.caseSubject}
          maxLength={300}
          disabled={!open}
          value={draft.newCase.subject}
          onChange={(event) => {
            const subject = event.currentTarget.value
            type((now) => (now.newCase ? { ...now, newCase: { ...now.newCase, subject } } : now))
          }}
          dir="auto"
        />
      )}
    </div>
  )
}
