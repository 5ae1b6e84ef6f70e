/** A number as it was written, without what only pleases the eye. */
export interface WrittenNumber {
  readonly kind: 'written'
  readonly plus: boolean
  readonly digits: string
  /** Digits in front of the plus, such as the outside-line prefix in `0+49…`. */
  readonly beforePlus: string
  /** `digits` without a `(0)` somebody wrote for the eye, where there is one. */
  readonly withoutBracketedZero: string | null
  /** The last one to six digits, where a hyphen parts them from the rest: `0` in `030/123456-0`, `801` in `010-62345678-801`. */
  readonly hyphenated: string | null
  /** What a word or sign names an extension: `x42`, `Durchwahl 42`, `转801`. */
  readonly extension: string | undefined
}

export interface NotANumber {
  readonly kind: 'not-a-number'
  readonly why: string
}

const extensionMark =
  /(?<=[\d)\s.,;/-])(?:extension|extn|ext|x|#|durchwahl|dw|nebenstelle|nst|apparat|app|poste|interno|int|anexo|ramal|toestel|tst|wew|mellék|klapka|linka|dahili|anknytning|ankn|alanumero|lokal|εσωτ|доб|добавочный|вн|שלוחה|تحويلة|داخلی|máy lẻ|ต่อ|내선|转|轉|分机|分機|内線|\*|,{1,4})[\s.:=#-]*(\d{1,11})[)\s]*$/iu
const notForTheEye = /[^\d+\s().\-/[\]·•_~|&]/u
const endsInAlternatives = /\/\s*-?\s*\d{1,3}$/
const spreadsheetFraction = /^\+?\d{7,}\.0+$/
/** `(0xx11)`: Brazilians write xx where the carrier's two digits are dialled. */
const carrierPlaceholder = /^(\s*\(?\s*0)\s*xx\s*(?=[\d)])/i
/** No prefix, country code and number together are longer: 17951 + 00 + 15 digits, and an outside-line prefix. */
const mostDigits = 26

/** Parts a written number into digits, plus and extension, or says why it is none. */
export function takeApartNumber(text: string): WrittenNumber | NotANumber {
  const plain = text.replace(/#\s*$/, '').replace(carrierPlaceholder, '$1').trim()
  const { head, extension } = takeExtension(plain)
  const fault = findFault(head)
  if (fault) return { kind: 'not-a-number', why: fault }
  const plusAt = head.search(/\+/)
  const number = plusAt < 0 ? head : head.slice(plusAt)
  return {
    kind: 'written',
    plus: plusAt >= 0,
    digits: digitsOf(number),
    beforePlus: plusAt < 0 ? '' : digitsOf(head.slice(0, plusAt)),
    withoutBracketedZero: /[([]\s*0\s*[)\]]/.test(number)
      ? digitsOf(number.replace(/[([]\s*0\s*[)\]]/, ''))
      : null,
    hyphenated: extension ? null : (/\d[\s)]*-\s*(\d{1,6})$/.exec(head)?.[1] ?? null),
    extension,
  }
}

function takeExtension(text: string): { head: string; extension: string | undefined } {
  const found = extensionMark.exec(text)
  if (!found) return { head: text, extension: undefined }
  const head = text.slice(0, found.index).replace(/[\s.,;:(/-]+$/, '')
  const second = found[0].startsWith(',') && found[1]!.length > 6
  return second || digitsOf(head) === ''
    ? { head: text, extension: undefined }
    : { head, extension: found[1]! }
}

function findFault(head: string): string | null {
  const digits = digitsOf(head)
  if (/\p{L}/u.test(head)) return 'letters where a number belongs'
  if (head.includes('\ufffd')) return 'bytes that are not UTF-8: a digit may be lost'
  if (/[*#]/.test(head)) return 'a dialling code with * or #, not a number'
  const strange = notForTheEye.exec(head)
  if (strange) return `the sign ${JSON.stringify(strange[0])} has no place in a number`
  if (spreadsheetFraction.test(head))
    return 'a spreadsheet turned it into a decimal fraction: export the column as text'
  if (digits.length > mostDigits) return 'longer than any number'
  if (/\+[^+]*\d[^+]*\+/.test(head) || hasSecondNumber(head)) return 'more than one number'
  if (endsInAlternatives.test(head) && digits.length > 6)
    return 'a slash before the last digits: an alternative ending or a second number'
  return null
}

/** `030 123456 / 0151 1234567`, but not `030/123456`, `+49 (0)5251 / 123456` or `0151/1234567`. */
function hasSecondNumber(head: string): boolean {
  const parts = head.split(/[/|&]/)
  const lengths = parts.map((part) => digitsOf(part).length)
  return parts.some((part, index) => {
    const before = lengths[index - 1] ?? 0
    return (before >= 6 && /^[\s(]*[+0]/.test(part)) || (before >= 9 && lengths[index]! >= 6)
  })
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
