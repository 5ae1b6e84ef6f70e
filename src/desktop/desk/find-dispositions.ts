import type { Me } from '../../wire/access-api.ts'

type Disposition = Me['dispositions'][number]

export interface FoundDisposition {
  readonly id: string
  readonly name: string
  /** The names of those that it belongs to, the topmost first. */
  readonly within: readonly string[]
}

/**
 * Those of the tree that fit what is typed, in its order; all for nothing typed. Every word typed begins a word of the
 * name, of a name above it or of the id; names of all languages count. What fits by its own name comes first.
 */
export function findDispositions(
  tree: readonly Disposition[],
  typed: string,
  language: string,
): readonly FoundDisposition[] {
  const byId = new Map(tree.map((one) => [one.id, one]))
  const wanted = wordsOf(typed)
  const ranked = tree.flatMap((one) => {
    const above = pathTo(one, byId)
    const own = wordsOf([one.id, ...Object.values(one.name)].join(' '))
    const all = [...own, ...above.flatMap(({ name }) => wordsOf(Object.values(name).join(' ')))]
    if (!wanted.every((word) => fits(word, all))) return []
    const found = { id: one.id, name: nameOf(one, language), within: above.map((it) => nameOf(it, language)) }
    return [{ found, rank: wanted.every((word) => fits(word, own)) ? 0 : 1 }]
  })
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ found }) => found)
}

export function nameOf({ id, name }: Disposition, language: string): string {
  return name[language] ?? name[language.split('-')[0] ?? ''] ?? name.en ?? Object.values(name)[0] ?? id
}

function pathTo(one: Disposition, byId: ReadonlyMap<string, Disposition>): readonly Disposition[] {
  const above = one.parent === null ? undefined : byId.get(one.parent)
  return above ? [...pathTo(above, byId), above] : []
}

/** Where no spaces are written a word may begin at any character. */
function fits(word: string, among: readonly string[]): boolean {
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(word)
  return among.some((one) => (unspaced ? one.includes(word) : one.startsWith(word)))
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
