/** The names of one customer, as they stand in the record. */
export interface KnownNames {
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly belongsTo: { readonly name: string } | null
}

/**
 * Whether what the caller's side claims to be called has nothing to do with the record. Names of different scripts, and
 * texts that are a number or a place rather than a name, cannot be compared and do not differ.
 */
export function differsFromRecord(displayName: string | null, known: KnownNames): boolean {
  const claimed = wordsOf(displayName ?? '')
  const recorded = wordsOf([known.name, known.givenName, known.familyName, known.belongsTo?.name].join(' '))
  if (claimed.length === 0 || /\d{3}/.test(displayName ?? '')) return false
  const comparable = claimed.filter((word) => recorded.some((other) => sameScript(word, other)))
  if (comparable.length === 0) return false
  return !claimed.some((word) => recorded.some((other) => word.startsWith(other) || other.startsWith(word)))
}

function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.split(/[^\p{L}]+/u).filter((word) => word.length > 1 || /\p{Script=Han}/u.test(word))
}

const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Han}/u,
]

function sameScript(one: string, other: string): boolean {
  return scripts.some((script) => script.test(one) && script.test(other))
}
