/** Characters that show nothing: bidi marks, zero-width joiners, controls, variation selectors, the key cap, the braille blank. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]|\u20e3/gu
const otherPluses = /[\ufe62\u207a\u208a\ufb29\u2795]/gu
const otherHyphens =
  /[\p{Pd}\u2212\u02d7\u2043]|(?<=[\d)\uff10-\uff19\uff09])[\u30fc\uff70](?=[\d(\uff10-\uff19\uff08])/gu
const encoded = /(?:%[0-9a-f]{2})+/gi

/**
 * The same text in characters a keyboard has: percent-encoding undone (twice, because gateways encode what was encoded),
 * digits of every script as 0-9, every plus as `+`, every dash (also the Japanese vowel sign that input methods put between digits) as `-`, every blank as a space, and nothing invisible.
 * Superscripts and circled digits are left alone: they are footnotes as often as they are digits.
 */
export function plainCharacters(text: string): string {
  const plain = toAscii(text)
  if (!plain.includes('%')) return plain
  return toAscii(decodePercent(decodePercent(plain)))
}

function toAscii(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return text
    .replace(/\s/gu, ' ')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\p{Nd}/gu, digitValue)
    .replace(otherPluses, '+')
    .replace(otherHyphens, '-')
    .replace(invisible, '')
}

/** Unicode keeps decimal digits in unbroken runs 0 to 9 (some runs follow each other), so the distance from the start tells the value. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0)!
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return String((code - start) % 10)
}

function decodePercent(text: string): string {
  return text.replace(encoded, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}
