/** The three headers of Standard Webhooks 1.0. */
export type SignatureHeaders = Readonly<
  Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>
>

/**
 * Signs a body for a source with WebCrypto, so that it works in Node, browsers and edge runtimes alike. `secret` as
 * configured, `whsec_<base64>` or plain; `now` in ms. The id is made of the body, so the same body sent again has the
 * same id.
 */
export async function signEvents(secret: string, body: string, now: number): Promise<SignatureHeaders> {
  const encoder = new TextEncoder()
  const bytes = encoder.encode(body)
  const id = `msg_${hex(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 32)}`
  const timestamp = String(Math.floor(now / 1000))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', keyOf(secret), algorithm, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`${id}.${timestamp}.${body}`))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signed)))}`,
  }
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  if (!secret.startsWith('whsec_')) return new TextEncoder().encode(secret)
  return Uint8Array.from(atob(secret.slice('whsec_'.length)), (letter) => letter.charCodeAt(0))
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
