import { hidden, maskSecurityCodes } from './mask-security-codes.ts'
import { type Digit, digitsIn } from './spoken-digits.ts'

/**
 * Lengths and first digits of the cards that are in use, by network (ISO/IEC 7812 issuer ranges). Visa's old thirteen
 * digits are left out: a German mobile number without its plus has as many and begins with 4 too.
 */
const networks: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [19, 16]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(30[0-5]|3[689])/, [19, 18, 17, 16, 14]],
  [/^(6011|64[4-9]|65)/, [19, 18, 17, 16]],
  [/^35(2[89]|[3-8])/, [19, 18, 17, 16]],
  [/^(62|81|82|508)/, [19, 18, 17, 16]],
  [/^220[0-4]/, [19, 18, 17, 16]],
  [/^(5018|5020|5038|5893|6304|6759|676[1-3])/, [19, 18, 17, 16]],
]
const longest = 19
const shortest = 14
/** An E.164 number has at most fifteen digits: after a plus, what is no longer is a phone number. */
const longestPhone = 15

/** What may stand between the digits of one card, three in a row at most; zero-width ones come with pasted text. */
const separator = /[\s.\-\u2010-\u2015\uff0d_\u200b-\u200d\u2060\ufeff]/u
/** Who writes down what is said sets commas; between figures a comma begins something else. */
const pause = /[,，、]/u
const mostSeparators = 3

/**
 * Hides card numbers, up to their last four digits, and their security codes: neither may ever be stored (PCI DSS 3.3,
 * 3.5). The text keeps its length, and masking it again changes nothing. A number counts as a card's if it has a network's
 * first digits and length and its check digit (ISO/IEC 7812 annex B) is right, in figures of any script or as it is said.
 */
export function maskCards(text: string): string {
  let masked = text
  for (;;) {
    // The four digits that stay may, with those after them, be a number again.
    const next = maskOnce(masked)
    if (next === masked) break
    masked = next
  }
  return maskSecurityCodes(masked)
}

function maskOnce(text: string): string {
  const units = text.split('')
  for (const run of runsOfDigits(text)) maskRun(units, run)
  return units.join('')
}

/** Digits with nothing but separators between them. */
function runsOfDigits(text: string): Digit[][] {
  const runs: Digit[][] = []
  let run: Digit[] = []
  for (const digit of digitsIn(text)) {
    const last = run.at(-1)
    if (last && !isSeparator(text, last, digit)) {
      if (run.length >= shortest) runs.push(run)
      run = []
    }
    run.push(digit)
  }
  return run.length >= shortest ? [...runs, run] : runs
}

function isSeparator(text: string, last: Digit, next: Digit): boolean {
  if (next.at - last.end > mostSeparators) return false
  const isSaid = next.end - next.at > 1 || last.end - last.at > 1
  for (let n = last.end; n < next.at; n++) {
    const unit = text[n] ?? ''
    if (!separator.test(unit) && !(isSaid && pause.test(unit))) return false
  }
  return true
}

function maskRun(units: string[], run: readonly Digit[]): void {
  let from = 0
  while (from <= run.length - shortest) {
    const length = beginsGroup(run, from) ? cardLength(units, run, from) : 0
    for (const { at, end } of run.slice(from, from + Math.max(0, length - 4)))
      for (let n = at; n < end; n++) if (!separator.test(units[n] ?? '')) units[n] = hidden
    from += Math.max(1, length)
  }
}

/** How many digits from here are a card's number; 0 for none. It begins and ends where a group of digits does. */
function cardLength(units: readonly string[], run: readonly Digit[], from: number): number {
  const digits = run.slice(from, from + longest)
  const written = digits.map((digit) => digit.value).join('')
  const isPhone = units[(digits[0]?.at ?? 0) - 1] === '+'
  const lengths = networks.filter(([prefix]) => prefix.test(written)).flatMap(([, lengths]) => lengths)
  return (
    lengths.find(
      (length) =>
        length <= digits.length &&
        !(isPhone && length <= longestPhone) &&
        beginsGroup(run, from + length) &&
        hasRightCheckDigit(digits.slice(0, length)),
    ) ?? 0
  )
}

function beginsGroup(run: readonly Digit[], n: number): boolean {
  return n === 0 || !run[n]?.joined
}

function hasRightCheckDigit(digits: readonly Digit[]): boolean {
  const sum = digits.reduceRight((total, { value }, n) => {
    const isDoubled = (digits.length - n) % 2 === 0
    const weighed = isDoubled ? value * 2 : value
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}
