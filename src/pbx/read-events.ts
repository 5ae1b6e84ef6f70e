import { type EventMessage, eventMessages } from '../wire/event-contract.ts'

export type ReadEvents =
  | { readonly kind: 'events'; readonly events: readonly EventMessage[] }
  | {
      readonly kind: 'refused'
      readonly code: 'bad-utf8' | 'too-deep' | 'bad-json' | 'bad-input'
      readonly faults?: { path: string; message: string }[]
    }

/** The contract is three levels deep; anything far deeper is an attack on whoever walks over it. */
const deepest = 16
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Parses the body of a request with call events. Nothing of a body with any fault is taken. */
export function readEvents(body: Buffer): ReadEvents {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    return { kind: 'refused', code: 'bad-utf8' }
  }
  if (isDeeperThan(text, deepest)) return { kind: 'refused', code: 'too-deep' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'refused', code: 'bad-json' }
  }
  const parsed = eventMessages.safeParse(value)
  if (!parsed.success) return { kind: 'refused', code: 'bad-input', faults: faultsIn(value) }
  return { kind: 'events', events: Array.isArray(parsed.data) ? parsed.data : [parsed.data] }
}

/** The union of "one or many" would report both; so the faults are looked for in the shape that was sent. */
function faultsIn(value: unknown): { path: string; message: string }[] {
  const option = eventMessages.options[Array.isArray(value) ? 1 : 0]
  const parsed = option.safeParse(value)
  const issues = parsed.success ? [] : parsed.error.issues
  return issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
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
