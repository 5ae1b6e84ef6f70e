import { representativeOf } from './chinese-variants.ts'

/**
 * What a character is to the search: `word` letters stand in words; `run` characters are written without spaces between
 * words (Chinese, Japanese, Korean, Thai…); a `joiner` holds parts of one thing together (`anna.schmidt@example.com`,
 * `AB-12345/7`); all else parts words.
 */
export const separator = 0
export const word = 1
export const run = 2
export const joiner = 3
export type CharacterClass = typeof separator | typeof word | typeof run | typeof joiner

const runScript =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}\p{sc=Yi}\u30fc]$/u
const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u
const joiners = new Set(['-', '.', '_', '/', '@', '+', "'", '’', '\u2010', '\u2011'])

const classes = new Map<string, CharacterClass>()

/** The class of one folded character. */
export function classOf(character: string): CharacterClass {
  const known = classes.get(character)
  if (known !== undefined) return known
  const found = decideClass(character)
  if (classes.size > 50_000) classes.clear()
  classes.set(character, found)
  return found
}

function decideClass(character: string): CharacterClass {
  if (joiners.has(character)) return joiner
  if (!wordCharacter.test(character)) return separator
  return runScript.test(character) ? run : word
}

/** Letters that Unicode does not take apart, as people write them who do not have them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
  // Arabic: the forms that are exchanged in names; the stretching stroke says nothing.
  ة: 'ه',
  ى: 'ي',
  ٱ: 'ا',
  ی: 'ي',
  ک: 'ك',
  ـ: '',
}

/** How Germans and Scandinavians write these letters without them: Müller is also Mueller. */
const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

const accentsFold = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}]/u
/** A character and the marks that change it, as one: `e` + acute, half-width kana + sound mark, Korean letters of a syllable. */
const cluster = /[\s\S][\p{M}\uff9e\uff9f\u1160-\u11ff\u200c\u200d]*/uy

export interface Folded {
  /** Single characters (code points). */
  readonly characters: readonly string[]
  /** The other spelling (`ue` for `ü`), where there is one. */
  readonly other: string | null
}

const folds = new Map<string, Folded>()

/** The cluster that begins at `at` (its length in UTF-16 units is `length`). */
export function clusterAt(text: string, at: number): string {
  cluster.lastIndex = at
  return cluster.exec(text)?.[0] ?? text.charAt(at)
}

/** True for characters that may carry on what stands before them; such text has to be cut into clusters. */
export function mayJoinBefore(code: number): boolean {
  return code >= 0x300 && !(code >= 0x3041 && code <= 0x9fff) && !(code >= 0xac00 && code <= 0xd7a3)
}

/**
 * One cluster folded: NFKC, lower case, Chinese characters as the one that stands for their variants, and without accents
 * in scripts where people leave them out (Latin, Greek, Cyrillic, Arabic, Hebrew). Marks of other scripts are part of the
 * letter (Thai vowels, か and が) and stay.
 */
export function foldCluster(cluster: string): Folded {
  const known = folds.get(cluster)
  if (known) return known
  const made = makeFold(cluster)
  if (folds.size > 50_000) folds.clear()
  folds.set(cluster, made)
  return made
}

function makeFold(cluster: string): Folded {
  const lower = cluster.normalize('NFKC').toLowerCase().normalize('NFKC')
  const bare = accentsFold.test(lower) ? lower.normalize('NFD').replaceAll(/\p{M}/gu, '') : lower
  const characters: string[] = []
  for (const character of bare) {
    for (const each of plain[character] ?? asciiDigit(representativeOf(character))) {
      if (each !== '\u200c' && each !== '\u200d') characters.push(each)
    }
  }
  return { characters, other: spelledOut[lower] ?? null }
}

/** Arabic, Persian and Devanagari digits as 0-9; NFKC has done the full-width ones. */
function asciiDigit(character: string): string {
  const code = character.charCodeAt(0)
  for (const zero of [0x660, 0x6f0, 0x966]) {
    if (code >= zero && code <= zero + 9) return String(code - zero)
  }
  return character
}
