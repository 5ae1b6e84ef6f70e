import type { WrapUpDraft } from '../../wire/desk-api.ts'

export interface DraftForm {
  /** What stands in the form. */
  readonly mine: WrapUpDraft
  /** What the server has, as far as we know. */
  readonly kept: WrapUpDraft
  /** The version of `kept`; null until it was read. */
  readonly version: number | null
  readonly state: 'loading' | 'resting' | 'keeping' | 'failed'
  readonly conflict: DraftConflict | null
}

/** Another tab or device wrote as well: its note differs from ours, or only its other fields were taken over. */
export type DraftConflict = { readonly kind: 'note'; readonly theirs: string } | { readonly kind: 'merged' }

export const emptyDraft: WrapUpDraft = {
  disposition: null,
  note: '',
  followUpAt: null,
  followUpText: '',
  promises: [],
}

export const newForm: DraftForm = {
  mine: emptyDraft,
  kept: emptyDraft,
  version: null,
  state: 'loading',
  conflict: null,
}

const fields = ['disposition', 'note', 'followUpAt', 'followUpText'] as const

export function sameDraft(a: WrapUpDraft, b: WrapUpDraft): boolean {
  const same = fields.every((field) => a[field] === b[field])
  return same && sameMood(a, b) && samePromises(a, b) && sameCase(a, b)
}

function sameMood(a: WrapUpDraft, b: WrapUpDraft): boolean {
  return (a.sentiment ?? null) === (b.sentiment ?? null)
}

function sameCase(a: WrapUpDraft, b: WrapUpDraft): boolean {
  return a.caseId === b.caseId && JSON.stringify(a.newCase) === JSON.stringify(b.newCase)
}

function samePromises(a: WrapUpDraft, b: WrapUpDraft): boolean {
  return a.promises === b.promises || JSON.stringify(a.promises) === JSON.stringify(b.promises)
}

/** Whether there is something that the server does not have yet. */
export function unkept(form: DraftForm): boolean {
  return !sameDraft(form.mine, form.kept)
}

export function isEmpty(draft: WrapUpDraft): boolean {
  return sameDraft(draft, emptyDraft)
}

export type DraftChange = Partial<WrapUpDraft> | ((draft: WrapUpDraft) => WrapUpDraft)

export function typed(form: DraftForm, change: DraftChange): DraftForm {
  return { ...form, mine: typeof change === 'function' ? change(form.mine) : { ...form.mine, ...change } }
}

/** The first reading: what was typed while it was on its way stays, field by field. */
export function opened(form: DraftForm, draft: WrapUpDraft | null, version: number): DraftForm {
  return takeTheirs({ ...form, version, state: 'resting' }, draft ?? emptyDraft)
}

export function keptAs(form: DraftForm, sent: WrapUpDraft, version: number): DraftForm {
  return { ...form, kept: sent, version, state: 'resting' }
}

/**
 * Somebody else's newer draft was read. Fields that were not touched here take its value; a touched one stays as it
 * stands in the form, and for the note the other text is held out to the agent.
 */
export function overtaken(form: DraftForm, draft: WrapUpDraft | null, version: number): DraftForm {
  const theirs = draft ?? emptyDraft
  const merged = takeTheirs({ ...form, version, state: 'resting' }, theirs)
  if (merged.mine.note !== theirs.note && theirs.note !== form.kept.note && theirs.note !== '') {
    return { ...merged, conflict: { kind: 'note', theirs: theirs.note } }
  }
  return sameDraft(merged.mine, form.mine) ? merged : { ...merged, conflict: { kind: 'merged' } }
}

function takeTheirs(form: DraftForm, theirs: WrapUpDraft): DraftForm {
  const { mine, kept } = form
  return {
    ...form,
    kept: theirs,
    mine: {
      disposition: mine.disposition === kept.disposition ? theirs.disposition : mine.disposition,
      note: mine.note === kept.note ? theirs.note : mine.note,
      followUpAt: mine.followUpAt === kept.followUpAt ? theirs.followUpAt : mine.followUpAt,
      followUpText: mine.followUpText === kept.followUpText ? theirs.followUpText : mine.followUpText,
      promises: samePromises(mine, kept) ? theirs.promises : mine.promises,
      ...caseIn(sameCase(mine, kept) ? theirs : mine),
      ...moodIn(sameMood(mine, kept) ? theirs : mine),
    },
  }
}

function moodIn({ sentiment }: WrapUpDraft): Pick<WrapUpDraft, 'sentiment'> {
  return sentiment === undefined ? {} : { sentiment }
}

/** What is not said of the case stays unsaid. */
function caseIn({ caseId, newCase }: WrapUpDraft): Pick<WrapUpDraft, 'caseId' | 'newCase'> {
  return { ...(caseId === undefined ? {} : { caseId }), ...(newCase === undefined ? {} : { newCase }) }
}

/** Says of which case the call was: one of the customer's, none (null), or a new one. */
export function aboutCase(
  draft: WrapUpDraft,
  about: number | null | NonNullable<WrapUpDraft['newCase']>,
): WrapUpDraft {
  const { caseId: _, newCase: __, ...rest } = draft
  return typeof about === 'object' && about !== null
    ? { ...rest, newCase: about }
    : { ...rest, caseId: about }
}

/** Puts the other note under ours. */
export function noteTakenOver(form: DraftForm): DraftForm {
  if (form.conflict?.kind !== 'note') return form
  const note = form.mine.note ? `${form.mine.note}\n\n${form.conflict.theirs}` : form.conflict.theirs
  return { ...form, mine: { ...form.mine, note }, conflict: null }
}
