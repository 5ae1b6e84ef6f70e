import type { CardCase } from '../store/customer-matters.ts'
import type { PopCase } from '../wire/pop.ts'
import type { PopLead } from '../wire/pop-matters.ts'
import { cutText } from './clean-text.ts'

/** A department by its id; the id itself where the configuration has none of it any more. */
type NameOfDepartment = (id: string) => string

const longestAnswer = 500
const longestSubject = 160

export function showCase(open: CardCase, nameOfDepartment: NameOfDepartment): PopCase {
  const { id, reference, subject, openedAt, state, contacts, raisedAt, escalatedTo } = open
  return {
    id,
    reference,
    subject,
    openedAt,
    state,
    owner: ownerOf(open, nameOfDepartment),
    contacts,
    isComplaint: open.complaintAt !== null,
    raisedAt,
    escalation:
      escalatedTo === null
        ? null
        : {
            department: nameOfDepartment(escalatedTo),
            dueAt: open.escalationDueAt ?? 0,
            answer: open.answer === null ? null : cutText(open.answer, longestAnswer),
            answeredAt: open.answeredAt,
          },
  }
}

/**
 * What of the open cases leads the pop: a matter that they have to come with again and again, a complaint, and what
 * another department has answered since the last contact, which is the answer to give. Where cases are held back
 * it is said that there is something, not what.
 */
export function leadsOfCases(
  cases: readonly CardCase[],
  nameOfDepartment: NameOfDepartment,
  mayShow: boolean,
): PopLead[] {
  return cases.flatMap((open) => {
    const leads = leadsOfCase(open, nameOfDepartment)
    return mayShow ? leads : leads.map(({ kind, severity }) => ({ ...nothing, kind, severity }))
  })
}

const nothing = { id: null, text: '', say: null, at: null, owner: null }

function leadsOfCase(open: CardCase, nameOfDepartment: NameOfDepartment): PopLead[] {
  const { id, raisedAt, complaintAt, answeredAt } = open
  const told = { id, text: cutText(open.subject, longestSubject), say: null }
  const owner = ownerOf(open, nameOfDepartment)
  const leads: PopLead[] = []
  if (raisedAt !== null) {
    leads.push({ ...told, kind: 'case-again', at: raisedAt, severity: 'critical', owner })
  } else if (complaintAt !== null) {
    leads.push({ ...told, kind: 'complaint', at: complaintAt, severity: 'warning', owner })
  }
  if (answeredAt !== null && answeredAt >= (open.lastContactAt ?? 0)) {
    const say = cutText(open.answer ?? '', longestAnswer)
    const from = nameOfDepartment(open.escalatedTo ?? '')
    leads.push({ ...told, kind: 'escalation-answered', say, at: answeredAt, severity: 'notice', owner: from })
  }
  return leads
}

function ownerOf({ owner, department }: CardCase, nameOfDepartment: NameOfDepartment): string | null {
  return owner ?? (department === null ? null : nameOfDepartment(department))
}
