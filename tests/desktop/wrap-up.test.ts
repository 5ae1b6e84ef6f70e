import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aboutCase,
  emptyDraft,
  isEmpty,
  newForm,
  opened,
  typed,
  unkept,
} from '../../src/desktop/desk/draft-state.ts'
import { findDispositions } from '../../src/desktop/desk/find-dispositions.ts'
import { quickDates } from '../../src/desktop/desk/quick-dates.ts'
import { fittingSnippets, putSnippet, snippetAsked, snippetText } from '../../src/desktop/desk/snippets.ts'
import { suggestCase, suggestDispositions } from '../../src/desktop/desk/suggest-wrap-up.ts'
import { noTyping, typedAgain } from '../../src/desktop/desk/typing-time.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { somePop } from './some-pop.ts'

const named = (id: string, en: string, zh: string, parent: string | null = null) => {
  return { id, name: { en, 'zh-CN': zh }, parent }
}
const tree = [
  named('delivery', 'Delivery', '派送'),
  named('late', 'Late', '延误', 'delivery'),
  named('late-again', 'Late again', '再次延误', 'late'),
  named('rebooked', 'Rebooked', '已改约', 'delivery'),
  named('solved', 'Solvéd', '已解决'),
]
const ids = (typed: string, language = 'en') => findDispositions(tree, typed, language).map(({ id }) => id)

describe('[P92] finding how to close a call by typing', () => {
  it('shows the whole tree in its order for nothing typed', () => {
    expect(ids('')).toEqual(tree.map(({ id }) => id))
    expect(findDispositions(tree, 'again', 'en')).toEqual([
      { id: 'late-again', name: 'Late again', within: ['Delivery', 'Late'] },
    ])
  })

  it('finds by beginnings of words, of those above as well, its own name first', () => {
    expect(ids('del')).toEqual(['delivery', 'late', 'late-again', 'rebooked'])
    expect(ids('late')).toEqual(['late', 'late-again'])
    expect(ids('del ag')).toEqual(['late-again'])
    expect(ids('ate')).toEqual([])
  })

  it('finds without accents and capitals, in any language of the house, by the id, and within Chinese words', () => {
    expect(ids('SOLVED')).toEqual(['solved'])
    expect(ids('改约')).toEqual(['rebooked'])
    expect(ids('延误', 'zh-CN')).toEqual(['late', 'late-again'])
    expect(ids('reb', 'zh-CN')).toEqual(['rebooked'])
  })
})

describe('[P92] what a call suggests for its wrap-up', () => {
  const reason = (key: string, text = '') =>
    ({ kind: 'usual', text, at: null, key, points: 1, because: [] }) as Pop['reasons'][number]
  const past = (disposition: string | null, queueName: string | null) =>
    ({ disposition, queueName }) as Pop['history'][number]
  const openCase = (id: number, subject: string) => ({ id, subject }) as Pop['cases'][number]

  it('is what the likely reasons are about, then what is usual in the queue; nothing that is not configured', () => {
    const queue = { id: 'q', name: 'Service' }
    const pop = somePop({
      queue,
      reasons: [reason('queue:q'), reason('late')],
      history: [
        past('solved', 'Service'),
        past('rebooked', 'Other'),
        past('rebooked', 'Other'),
        past('solved', 'Service'),
      ],
    })
    expect(suggestDispositions(pop, tree)).toEqual(['late', 'solved'])
    expect(suggestDispositions(pop, [])).toEqual([])
    expect(suggestDispositions(somePop({ queue, history: [past('solved', 'Service')] }), tree)).toEqual([])
  })

  it('is the case that leads, else the likeliest reason’s, else the only one', () => {
    const cases = [openCase(1, 'Pallet'), openCase(2, 'Invoice')]
    const first = { ...reason('open-case', 'Invoice'), kind: 'open-case' as const }
    const again = { kind: 'case-again', id: 1 } as Pop['leads'][number]
    expect(suggestCase(somePop({ cases }))).toBeNull()
    expect(suggestCase(somePop({ cases: cases.slice(1) }))).toBe(2)
    expect(suggestCase(somePop({ cases, reasons: [first] }))).toBe(2)
    expect(suggestCase(somePop({ cases, reasons: [first], leads: [again] }))).toBe(1)
    const promise = { kind: 'promise-due', id: 2 } as Pop['leads'][number]
    expect(suggestCase(somePop({ cases, leads: [promise] })), 'its id is a promise’s').toBeNull()
  })
})

describe('[P92] snippets', () => {
  const all = [
    { key: 'ty', text: { en: 'Thank you', 'zh-CN': '谢谢' } },
    { key: 'tyvm', text: { de: 'Vielen Dank' } },
    { key: '再见', text: { 'zh-CN': '再见，祝您愉快' } },
  ]

  it('are asked for by a stroke that begins a word', () => {
    expect(snippetAsked('Said /ty', 8)).toEqual({ begun: 'ty', from: 5, to: 8 })
    expect(snippetAsked('/', 1)).toEqual({ begun: '', from: 0, to: 1 })
    expect(snippetAsked('好，/再', 4)).toEqual({ begun: '再', from: 2, to: 4 })
    for (const text of ['and/or', 'https://x', '1/2', '/ty '])
      expect(snippetAsked(text, text.length)).toBeNull()
  })

  it('take the place of their key, in the language of the page or one that there is', () => {
    expect(fittingSnippets(all, 'TY').map(({ key }) => key)).toEqual(['ty', 'tyvm'])
    expect(fittingSnippets(all, 'tyvm').map(({ key }) => key)).toEqual(['tyvm'])
    const asked = snippetAsked('Said /ty, bye', 8)
    expect(asked && putSnippet('Said /ty, bye', asked, snippetText(all[0]!, 'en'))).toEqual({
      text: 'Said Thank you, bye',
      caret: 14,
    })
    expect(snippetText(all[1]!, 'zh-CN')).toBe('Vielen Dank')
  })
})

describe('[P92] dates by one key', () => {
  const zone = process.env.TZ
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin'
  })
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })
  const said = (at: string) =>
    quickDates(new Date(at).getTime()).map(
      ({ kind, at }) => `${kind} ${new Date(at).toLocaleString('sv-SE')}`,
    )

  it('are the usual ones from now on, by the clock on the wall', () => {
    expect(said('2026-11-24T10:12:03')).toEqual([
      'in-one-hour 2026-11-24 11:15:00',
      'today 2026-11-24 17:00:00',
      'tomorrow 2026-11-25 10:00:00',
      'friday 2026-11-27 12:00:00',
      'next-week 2026-12-01 10:00:00',
    ])
  })

  it('leave out what is over, and name no Friday that is today or tomorrow', () => {
    expect(said('2026-11-24T16:45:00').join()).not.toContain('today')
    expect(said('2026-11-26T09:00:00').filter((one) => one.startsWith('friday'))).toEqual([
      'friday 2026-12-04 12:00:00',
    ])
    expect(said('2026-11-27T09:00:00').filter((one) => one.startsWith('friday'))).toEqual([
      'friday 2026-12-04 12:00:00',
    ])
  })

  it('stay at their hour over the change of the clocks', () => {
    expect(said('2027-03-27T12:00:00')).toContain('tomorrow 2027-03-28 10:00:00')
  })
})

describe('the time of typing', () => {
  it('counts pauses for a thought and no longer ones, nor a clock that is set back', () => {
    const at = [0, 1000, 5000, 60_000, 61_000, 2000, 2500]
    expect(at.reduce(typedAgain, noTyping).ms).toBe(1000 + 4000 + 1000 + 500)
  })
})

describe('the case of a wrap-up', () => {
  it('[P32] that was chosen here stays when another draft is read, and is kept', () => {
    const form = { ...newForm, mine: aboutCase(emptyDraft, 7) }
    const read = opened(form, { ...emptyDraft, note: 'theirs', caseId: 3 }, 2)
    expect(read.mine).toMatchObject({ caseId: 7, note: 'theirs' })
    expect(unkept(read)).toBe(true)
    expect(opened(newForm, { ...emptyDraft, caseId: 3 }, 2).mine.caseId).toBe(3)
  })

  it('is one thing: a new one, one of theirs, or none', () => {
    const fresh = aboutCase(
      { ...emptyDraft, caseId: 7 },
      { subject: 'x', complaint: false, department: null },
    )
    expect(fresh.caseId).toBeUndefined()
    expect(aboutCase(fresh, null)).toEqual({ ...emptyDraft, caseId: null })
    expect(isEmpty(aboutCase(fresh, null))).toBe(false)
    expect(typed(newForm, (draft) => ({ ...draft, note: 'n' })).mine.note).toBe('n')
  })
})
