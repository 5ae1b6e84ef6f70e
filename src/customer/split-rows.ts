/** One row of an upload: its text, or why it is none. */
export type UploadRow = { readonly text: string } | { readonly why: string }

const newline = 0x0a
const quote = 0x22
const backslash = 0x5c
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
const comma = 0x2c
const longest = 32_768

/**
 * The rows of an upload that is either a JSON array or one JSON object a line, one after the other, so that whoever reads
 * them can let other work pass in between. Empty lines are none.
 */
export function splitRows(bytes: Uint8Array): Generator<UploadRow> {
  const first = bytes.findIndex((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf)
  return bytes[first] === openBracket ? elementsOf(bytes, first + 1) : linesOf(bytes)
}

function* linesOf(bytes: Uint8Array): Generator<UploadRow> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(newline, from)
    const until = end < 0 ? bytes.length : end
    const row = rowOf(bytes, from, until)
    if (row) yield row
    from = until + 1
  }
}

/** What lies between the commas of the outermost array. A quote that is never closed takes the rest with it. */
function* elementsOf(bytes: Uint8Array, start: number): Generator<UploadRow> {
  let depth = 0
  let inText = false
  let from = start
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inText) {
      if (byte === backslash) at++
      else if (byte === quote) inText = false
      continue
    }
    if (byte === quote) inText = true
    else if (byte === openBrace || byte === openBracket) depth++
    else if (depth === 0 && (byte === comma || byte === closeBracket)) {
      const row = rowOf(bytes, from, at)
      if (row) yield row
      from = at + 1
      if (byte === closeBracket) return
    } else if (byte === closeBrace || byte === closeBracket) depth--
  }
  yield { why: 'the array is not closed' }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function rowOf(bytes: Uint8Array, from: number, until: number): UploadRow | null {
  if (until - from > longest) return { why: `longer than ${longest} bytes` }
  try {
    const text = decoder.decode(bytes.subarray(from, until)).trim()
    return text === '' ? null : { text }
  } catch {
    return { why: 'not UTF-8' }
  }
}
