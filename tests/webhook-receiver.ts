import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { webhookBody } from '../src/wire/webhook-events.ts'

export interface Heard {
  readonly path: string
  readonly id: string
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly data: any
  readonly text: string
  /** Whether the signature fits, by the words of the specification. */
  readonly genuine: boolean
}

type Said = { status?: number; headers?: Record<string, string>; afterMs?: number } | undefined

/** Another system: a real HTTP server that keeps what it is posted and answers as `say` does (204 if nothing is said). */
export async function openReceiver(
  secret: string,
  say: (heard: Heard, nth: number) => Said = () => undefined,
) {
  const heard: Heard[] = []
  let current = 0
  let most = 0
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++current)
    const one = readHeard(secret, request, await bodyOf(request))
    heard.push(one)
    const { status = 204, headers = {}, afterMs = 0 } = say(one, heard.length) ?? {}
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    current--
    response.writeHead(status, headers).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return {
    url,
    heard,
    mostAtOnce: () => most,
    async until(fits: (all: Heard[]) => boolean, withinMs = 8000): Promise<Heard[]> {
      const end = Date.now() + withinMs
      while (!fits(heard)) {
        if (Date.now() > end) throw new Error(`heard only ${JSON.stringify(heard.map((one) => one.text))}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return heard
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function readHeard(secret: string, { headers, url }: IncomingMessage, text: string): Heard {
  const id = String(headers['webhook-id'])
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const wanted = createHmac('sha256', key)
    .update(`${id}.${headers['webhook-timestamp']}.${text}`)
    .digest('base64')
  const genuine = String(headers['webhook-signature']).split(' ').includes(`v1,${wanted}`)
  const { type, data } = webhookBody.parse(JSON.parse(text)) as { type: string; data: unknown }
  return { path: url ?? '', id, type, data, text, genuine }
}
