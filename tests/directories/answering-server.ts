import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface AskedOf {
  readonly method: string
  /** Decoded. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

/** Another house's system: a real HTTP server that answers as `answer` says. */
export async function openAnswering(answer: (asked: AskedOf) => unknown | Promise<unknown>) {
  const asked: AskedOf[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString()
    const isJson = request.headers['content-type']?.includes('json')
    const one = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      headers: request.headers,
      body: text === '' ? null : isJson ? JSON.parse(text) : text,
    }
    asked.push(one)
    const said = await answer(one)
    const status = typeof said === 'number' ? said : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof said === 'number' ? '{}' : JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
