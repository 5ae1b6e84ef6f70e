import { createHash } from 'node:crypto'

/**
 * Ids for the events of one request: `idsOf(parts)('offered')`. Made of the phone system's own id where it has one, else of
 * all that tells this request from another, so that the same request again is the same events.
 */
export function idsOf(...parts: readonly unknown[]): (kind: string) => string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
  return (kind) => `${kind}-${digest}`
}
