import { describe, expect, it } from 'vitest'
import {
  type DraftForm,
  emptyDraft,
  keptAs,
  newForm,
  noteTakenOver,
  opened,
  overtaken,
  typed,
  unkept,
} from '../../src/desktop/desk/draft-state.ts'

describe('a wrap-up while it is being written', () => {
  it('[P32] what was typed before the kept draft was read stays, the rest is taken from it', () => {
    const form = opened(
      typed(newForm, { note: 'typed' }),
      { ...emptyDraft, note: 'kept', disposition: 'done' },
      4,
    )
    expect(form.mine).toEqual({ ...emptyDraft, note: 'typed', disposition: 'done' })
    expect(form.version).toBe(4)
    expect(unkept(form)).toBe(true)
  })

  it('[P32] what was typed while the draft was on its way is not kept yet', () => {
    const sent = typed(fresh(), { note: 'half' })
    const form = keptAs(typed(sent, { note: 'half a word' }), sent.mine, 2)
    expect(form.mine.note).toBe('half a word')
    expect(unkept(form)).toBe(true)
  })

  it('[P32] another tab’s note never replaces ours, and is held out', () => {
    const form = overtaken(typed(fresh(), { note: 'ours' }), { ...emptyDraft, note: 'theirs' }, 7)
    expect(form.mine.note).toBe('ours')
    expect(form.conflict).toEqual({ kind: 'note', theirs: 'theirs' })
    expect(form.version).toBe(7)
    expect(noteTakenOver(form).mine.note).toBe('ours\n\ntheirs')
  })

  it('[P32] fields that were not touched here follow the other tab, and the agent is told', () => {
    const form = overtaken(typed(fresh(), { note: 'ours' }), { ...emptyDraft, disposition: 'done' }, 7)
    expect(form.mine).toEqual({ ...emptyDraft, note: 'ours', disposition: 'done' })
    expect(form.conflict).toEqual({ kind: 'merged' })
  })

  it('[P32] the same text from elsewhere is no conflict', () => {
    const form = overtaken(typed(fresh(), { note: 'same' }), { ...emptyDraft, note: 'same' }, 7)
    expect(form.conflict).toBeNull()
    expect(unkept(form)).toBe(false)
  })
})

function fresh(): DraftForm {
  return opened(newForm, null, 0)
}
