import type { WrapUpDraft } from '../../wire/desk-api.ts'
import type { Pop } from '../../wire/pop.ts'
import { departmentName, useSession } from '../session.tsx'
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
      {draft.newCase && <NewCaseFields draft={draft.newCase} open={open} type={type} />}
    </div>
  )
}

type NewCase = NonNullable<WrapUpDraft['newCase']>

interface NewCaseFieldsProps {
  readonly draft: NewCase
  readonly open: boolean
  readonly type: (change: DraftChange) => void
}

/** What the new case is about, whether the customer complains, and which department it is for. */
function NewCaseFields({ draft, open, type }: NewCaseFieldsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const put = (change: Partial<NewCase>) =>
    type((now) => (now.newCase ? { ...now, newCase: { ...now.newCase, ...change } } : now))
  return (
    <>
      <input
        className={styles.field}
        aria-label={words.customer.caseSubject}
        placeholder={words.customer.caseSubject}
        maxLength={300}
        disabled={!open}
        value={draft.subject}
        onChange={(event) => put({ subject: event.currentTarget.value })}
        dir="auto"
      />
      <div className={styles.terms}>
        <label className={styles.check}>
          <input
            type="checkbox"
            disabled={!open}
            checked={draft.complaint}
            onChange={(event) => put({ complaint: event.currentTarget.checked })}
          />
          {words.cases.complaint}
        </label>
        {me.departments.length > 0 && (
          <select
            className={styles.field}
            aria-label={words.cases.department}
            disabled={!open}
            value={draft.department ?? ''}
            onChange={(event) => put({ department: event.currentTarget.value || null })}
          >
            <option value="">{words.wrapUp.caseOfNoDepartment}</option>
            {me.departments.map(({ id }) => (
              <option key={id} value={id}>
                {departmentName(me, id, language)}
              </option>
            ))}
          </select>
        )}
      </div>
    </>
  )
}
