import { type Digit, digitsIn } from './spoken-digits.ts'

export const hidden = '•'

/** What a card's security code is called. */
const names = [
  String.raw`\b(?:cvv2?|cvc2?|cvn2?|cav2?|csc|cid|card security code|security (?:code|number)|verification (?:code|value))`,
  String.raw`\b(?:prüfziffer|prüfnummer|kartenprüf(?:nummer|ziffer)|sicherheits(?:code|nummer)|kartencode)`,
  String.raw`\b(?:code de sécurité|cryptogramme(?: visuel)?|código de (?:seguridad|segurança)|codice di sicurezza)`,
  `(?:код безопасности|защитный код|رمز الأمان|رمز الحماية|सुरक्षा कोड|பாதுகாப்பு குறியீடு)`,
  '(?:安全[码碼]|卡(?:验证码|驗證碼)|背面三位|后三码|末三码|セキュリティ(?:コード|番号)|보안 ?코드)',
].join('|')
const named = new RegExp(
  `(?:${names})([^\\p{L}\\p{Nd}]{0,6}(?:is|ist|est|es|是|为|為|は)?[^\\p{L}\\p{Nd}]{0,4})`,
  'giu',
)
/** Next to a card a bare "code" is the card's. */
const bareName = /\b(?:code|kode|código|codice|код|رمز|コード|코드|代码)([^\p{L}\p{Nd}]{0,6})/giu

/** A card that is hidden already: its last digits are in plain sight, however it was written. */
const hiddenCard = /(?:•[^\p{L}\p{Nd}•\n]{0,3}){8,}/gu
const farthest = 60
const mostSkipped = 4
const money = /^\s?(?:[€$£¥%]|EUR|USD|GBP|CHF|CNY|RMB|元|块|euros?\b|dollars?\b)/iu
const moneyBefore = /[€$£¥]\s?$/u

/** Hides security codes: what is called so, and three digits (four of an American Express) next to a card that is hidden. */
export function maskSecurityCodes(text: string): string {
  const cards = [...text.matchAll(hiddenCard)]
  const digits = digitsIn(text)
  const groups = groupsOf(digits, text)
  const masked: Group[] = []
  const called = cards.length > 0 ? [named, bareName] : [named]
  for (const name of called)
    for (const match of text.matchAll(name)) {
      const next = groups.find(({ at }) => at >= match.index + match[0].length)
      if (next && next.at === match.index + match[0].length && isCode(next, [3, 4])) masked.push(next)
    }
  for (const card of cards) {
    const code = codeAfter(text, card.index + card[0].length, lengthOf(card[0]), groups)
    if (code) masked.push(code)
  }
  return hide(text, masked)
}

interface Group {
  readonly at: number
  readonly end: number
  readonly length: number
  readonly value: number
}

/** Figures that stand together; words that are said one after the other. */
function groupsOf(digits: readonly Digit[], text: string): Group[] {
  const groups: Group[] = []
  for (const { at, end, value } of digits) {
    const last = groups.at(-1)
    const isWord = end - at > 1
    const goesOn = last && (at <= last.end || (isWord && at - last.end === 1 && text[last.end] === ' '))
    if (last && goesOn) {
      groups[groups.length - 1] = {
        at: last.at,
        end,
        length: last.length + 1,
        value: last.value * 10 + value,
      }
    } else groups.push({ at, end, length: 1, value })
  }
  return groups
}

/** The card's last digits come first, then perhaps when it expires; what is said twice is hidden already. */
function codeAfter(text: string, from: number, codeLength: number, groups: readonly Group[]): Group | null {
  let behind = groups.findIndex(({ at }) => at >= from)
  if (behind < 0) return null
  let last = groups[behind]
  for (let shown = 0; last && shown < 4; behind++) {
    last = groups[behind]
    shown += last?.length ?? 4
  }
  for (const group of groups.slice(behind, behind + mostSkipped)) {
    const between = text.slice(last?.end ?? from, group.at)
    if (group.at - (last?.end ?? from) > farthest || between.includes(hidden) || between.includes('\n\n'))
      return null
    if (isCode(group, [codeLength]) && isAlone(text, group)) return group
  }
  return null
}

function isCode({ length }: Group, lengths: readonly number[]): boolean {
  return lengths.includes(length)
}

/** A letter of a script that puts spaces between words, or a date's or a number's mark. */
const clings =
  /(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Khmer}\p{sc=Myanmar}])[\p{L}\p{Nd}/-]/u

/** No amount, no date, no part of a number or a word. */
function isAlone(text: string, { at, end }: Group): boolean {
  if (clings.test(text[at - 1] ?? '') || /^\p{Nd}[.,:]$/u.test(text.slice(Math.max(0, at - 2), at)))
    return false
  if (clings.test(text[end] ?? '') || /^[.,:]\p{Nd}/u.test(text.slice(end, end + 2))) return false
  return !money.test(text.slice(end, end + 12)) && !moneyBefore.test(text.slice(Math.max(0, at - 2), at))
}

function lengthOf(card: string): number {
  return card.split(hidden).length - 1 === 11 ? 4 : 3
}

function hide(text: string, groups: readonly Group[]): string {
  if (groups.length === 0) return text
  const units = text.split('')
  for (const { at, end } of groups) for (let n = at; n < end; n++) if (units[n] !== ' ') units[n] = hidden
  return units.join('')
}
