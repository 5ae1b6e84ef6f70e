export type ReadJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly code: 'bad-utf8' | 'too-deep' | 'bad-json' }

/** What phone systems send is a few levels deep; anything far deeper is an attack on whoever walks over it. */
const deepest = 16
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Reads a body that comes from outside as JSON. */
export function readJson(body: Buffer): ReadJson {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    return { kind: 'refused', code: 'bad-utf8' }
  }
  if (isDeeperThan(text, deepest)) return { kind: 'refused', code: 'too-deep' }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    return { kind: 'refused', code: 'bad-json' }
  }
}

function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let inString = false
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    if (inString) {
      if (code === 0x5c) n++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) {
      depth++
      if (depth > most) return true
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return false
}
