import { classOf, clusterAt, foldCluster, joiner, mayJoinBefore, run, separator, word } from './fold-text.ts'

/** What the search takes as one thing: a folded word, or a run of characters written without spaces. */
export interface Unit {
  readonly kind: 'word' | 'run'
  /** Folded; a word is cut after 60 UTF-16 units. */
  readonly value: string
  /** Another spelling of a word (`mueller` for `Müller`), or null. */
  readonly other: string | null
  /** The digits in a word of letters and digits (`12345` in `AB12345`), three or more. */
  readonly digits: readonly string[]
  /**
   * On the first part of something joined (`AB-12345/7`, an e-mail address): the whole, an address as it is, all else
   * without what joins it (`ab123457`); `parts` tells how many units it has. Null and 1 elsewhere.
   */
  whole: string | null
  parts: number
  /** Where it stands in the text, UTF-16 units, end exclusive. */
  readonly start: number
  readonly end: number
  /** For runs: where each UTF-16 unit of `value` begins and ends in the text. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const longest = 60
const none: readonly never[] = []
const threeDigits = /\d\d\d/
const onlyDigits = /^\d+$/
const digitRuns = /\d{3,}/g

/** Reads a text into units, in order. The one reading of text for writing the index, for queries and for checking hits. */
export function readUnits(text: string): Unit[] {
  const reader = new UnitReader()
  const length = text.length
  let at = 0
  while (at < length) {
    const code = text.charCodeAt(at)
    const next = at + 1 < length ? text.charCodeAt(at + 1) : 0
    if (code < 128 && !mayJoinBefore(next)) {
      reader.takeAscii(code, at)
      at++
    } else {
      const cluster = mayJoinBefore(next) ? clusterAt(text, at) : text.charAt(at)
      const folded = foldCluster(cluster)
      reader.takeFolded(folded.characters, folded.other, at, at + cluster.length)
      at += cluster.length
    }
  }
  return reader.finish()
}

const asciiLower = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase())
const asciiClass = asciiLower.map((character) => classOf(character))

class UnitReader {
  readonly #units: Unit[] = []
  #text = ''
  #other: string | null = null
  #starts: number[] = []
  #ends: number[] = []
  #kind: 'word' | 'run' | null = null
  #start = 0
  #end = 0
  /** Units of the joined thing that is being read, and what joins them. */
  #groupFrom = 0
  #joiners = ''
  #pendingJoiner = ''

  takeAscii(code: number, at: number): void {
    const character = asciiLower[code] as string
    const kind = asciiClass[code]
    if (kind === word) this.#takeWord(character, character, at, at + 1)
    else if (kind === joiner) this.#takeJoiner(character, at)
    else this.#takeSeparator()
  }

  takeFolded(characters: readonly string[], other: string | null, start: number, end: number): void {
    for (const character of characters) {
      const kind = classOf(character)
      if (kind === word) this.#takeWord(character, other ?? character, start, end)
      else if (kind === run) this.#takeRun(character, start, end)
      else if (kind === joiner) this.#takeJoiner(character, start)
      else if (kind === separator) this.#takeSeparator()
    }
  }

  finish(): Unit[] {
    this.#closeUnit()
    this.#closeGroup()
    return this.#units
  }

  #takeWord(character: string, other: string, start: number, end: number): void {
    if (this.#kind !== 'word') this.#open('word', start)
    if (this.#other !== null) this.#other += other
    else if (other !== character) this.#other = this.#text + other
    this.#text += character
    this.#end = end
  }

  #takeRun(character: string, start: number, end: number): void {
    if (this.#kind !== 'run') this.#open('run', start)
    this.#text += character
    for (let unit = 0; unit < character.length; unit++) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
    this.#end = end
  }

  #takeJoiner(character: string, at: number): void {
    const holds = this.#kind === 'word' && this.#end === at
    this.#closeUnit()
    if (!holds || (character === '/' && this.#joiners.includes('@'))) this.#closeGroup()
    else this.#pendingJoiner = character
  }

  #takeSeparator(): void {
    this.#closeUnit()
    this.#closeGroup()
  }

  #open(kind: 'word' | 'run', start: number): void {
    this.#closeUnit()
    if (kind === 'word' && this.#pendingJoiner) this.#joiners += this.#pendingJoiner
    else this.#closeGroup()
    this.#pendingJoiner = ''
    this.#kind = kind
    this.#start = start
  }

  #closeUnit(): void {
    if (this.#kind === null) return
    this.#units.push(this.#kind === 'word' ? this.#wordUnit() : this.#runUnit())
    this.#kind = null
    this.#text = ''
    this.#other = null
  }

  #wordUnit(): Unit {
    const value = cut(this.#text)
    return {
      kind: 'word',
      value,
      other: this.#other === null ? null : cut(this.#other),
      digits: digitsIn(value),
      whole: null,
      parts: 1,
      start: this.#start,
      end: this.#end,
      starts: none,
      ends: none,
    }
  }

  #runUnit(): Unit {
    const { starts, ends } = { starts: this.#starts, ends: this.#ends }
    this.#starts = []
    this.#ends = []
    return {
      kind: 'run',
      value: this.#text,
      other: null,
      digits: none,
      whole: null,
      parts: 1,
      start: this.#start,
      end: this.#end,
      starts,
      ends,
    }
  }

  #closeGroup(): void {
    if (this.#joiners) this.#nameGroup()
    this.#groupFrom = this.#units.length
    this.#joiners = ''
    this.#pendingJoiner = ''
  }

  #nameGroup(): void {
    const first = this.#units[this.#groupFrom]
    if (!first) return
    const parts = this.#units.slice(this.#groupFrom)
    first.parts = parts.length
    const values = parts.map((part) => part.value)
    const whole = isAddress(this.#joiners)
      ? values.map((value, n) => value + (this.#joiners[n] ?? '')).join('')
      : values.join('')
    if (whole.length <= longest) first.whole = whole
  }
}

/** One `@`, and nothing that the index cannot hold in a token. */
function isAddress(joiners: string): boolean {
  return (
    joiners.includes('@') && joiners.indexOf('@') === joiners.lastIndexOf('@') && !/['’/‐‑]/.test(joiners)
  )
}

function cut(value: string): string {
  return value.length <= longest ? value : value.slice(0, longest).toWellFormed()
}

function digitsIn(value: string): readonly string[] {
  if (value.length < 4 || !threeDigits.test(value) || onlyDigits.test(value)) return none
  return value.match(digitRuns) ?? none
}
