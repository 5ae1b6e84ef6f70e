import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '../errors.ts'

/** The largest body of a request with call events, bytes: a hundred events with long names fit. */
const mostBytes = 262_144

/** The whole body, as its bytes came in. Rejects with `too-large` before it is all there. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw new Refusal('too-large')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostBytes) {
        chunks.push(chunk)
        return
      }
      request.pause()
      reject(new Refusal('too-large'))
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', (cause) => reject(new Refusal('bad-json', { cause })))
  })
}

/** Answers with the code of a refusal; `methods` is what the address takes. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  methods: readonly string[],
): void {
  // What was not read of a refused body would stand before the next request on this connection.
  if (!request.complete) response.setHeader('Connection', 'close')
  if (refusal.status === 503) response.setHeader('Retry-After', '1')
  if (refusal.code === 'method-not-allowed') response.setHeader('Allow', methods.join(', '))
  sendJson(response, refusal.status, refusal.body())
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), 'application/json; charset=utf-8')
}

export function send(response: ServerResponse, status: number, body = '', type?: string): void {
  const headers = type === undefined ? {} : { 'Content-Type': type }
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, ...length, 'Cache-Control': 'no-store' })
  response.end(body)
}

export function toRefusal(reason: unknown): Refusal {
  return reason instanceof Refusal ? reason : new Refusal('internal', { cause: reason })
}
