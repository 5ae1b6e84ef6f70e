import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whose desk test calls come up on. Nobody signs in as it: it has no password. */
export const testDeskId = 'test-desk'

const prefix = 'greetline-test-'
const nonceLength = 32
const markLength = 32

/**
 * What a test call of the house's own is called: a prefix, a nonce (32 hex digits) and its HMAC-SHA256 under a proof of the
 * source, cut to 128 bits. The ids of some phone systems are chosen by whoever calls (a SIP `Call-ID`), and nobody may
 * take a real call out of the figures by naming it so. Every node knows it again with nothing stored.
 */
export function nameTestCall(proof: string, nonce: string): string {
  return `${prefix}${nonce}-${markOf(proof, nonce)}`
}

/** Whether the phone system's id of a call is one that {@link nameTestCall} made with one of these proofs. */
export function isTestCall(proofs: readonly string[], call: string): boolean {
  if (!call.startsWith(prefix)) return false
  const nonce = call.slice(prefix.length, prefix.length + nonceLength)
  const mark = Buffer.from(call.slice(prefix.length + nonceLength + 1))
  if (mark.length !== markLength) return false
  return proofs.some((proof) => timingSafeEqual(Buffer.from(markOf(proof, nonce)), mark))
}

function markOf(proof: string, nonce: string): string {
  return createHmac('sha256', `test calls of ${proof}`).update(nonce).digest('hex').slice(0, markLength)
}
