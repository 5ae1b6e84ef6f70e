import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { acceptWebSocket, type TellingSocket } from './websocket.ts'

/** A participant as the Call Control API writes it; what a story does not say is as a queue's call has it. */
export type WrittenParticipant = Record<string, unknown> & { id: number; dn: string }

/** A 3CX of version 20 as its documents and published samples show it: token, call control over HTTP and WebSocket. */
export interface ThreecxServer {
  readonly url: string
  /** Methods and paths that were asked for, in their order. */
  readonly asked: string[]
  /** Participants that there are. */
  readonly participants: Map<number, WrittenParticipant>
  clientSecret: string
  /** How a token lives, seconds. */
  tokenSeconds: number
  /** Whether changes carry their data; real ones often do not. */
  tellsData: boolean
  /** How many tokens were given. */
  tokens(): number
  /** Makes or changes a participant and tells of it. */
  say(participant: WrittenParticipant): void
  /** Takes participants away and tells of it. */
  take(...ids: number[]): void
  /** Tells any message. */
  tell(message: unknown): void
  /** Cuts every connection; whatever is said until somebody connects again is heard by nobody. */
  cut(): void
  listeners(): number
  close(): Promise<void>
}

const clientId = 'greetline'
/** 800 is a queue; the others are extensions. */
const lines: readonly (readonly [string, string])[] = [
  ['1001', 'Wextension'],
  ['1002', 'Wextension'],
  ['1003', 'Wextension'],
  ['800', 'Wqueue'],
]

export async function startThreecx(clientSecret = 'the secret of the client'): Promise<ThreecxServer> {
  const participants = new Map<number, WrittenParticipant>()
  const asked: string[] = []
  const given = new Set<string>()
  const sockets = new Set<TellingSocket>()
  let sequence = 0

  const isAllowed = ({ headers }: IncomingMessage) =>
    given.has((headers.authorization ?? '').replace(/^Bearer /, ''))
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(`${request.method} ${path}`)
    const answer = (status: number, body: unknown = {}) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    let body = ''
    for await (const bytes of request) body += bytes
    if (request.method === 'POST' && path === '/connect/token') {
      const form = new URLSearchParams(body)
      const isRight =
        form.get('client_secret') === pbx.clientSecret &&
        form.get('client_id') === clientId &&
        form.get('grant_type') === 'client_credentials'
      if (!isRight) return answer(401, { error: 'invalid_client' })
      const token = `token-${given.size + 1}`
      given.add(token)
      return answer(200, { token_type: 'Bearer', expires_in: pbx.tokenSeconds, access_token: token })
    }
    if (!isAllowed(request)) return answer(401)
    if (path === '/callcontrol') return answer(200, lines.map(lineOf))
    const found = participants.get(Number(/\/participants\/(\d+)$/.exec(path)?.[1]))
    return found ? answer(200, found) : answer(404)
  })
  server.on('upgrade', (request, socket) => {
    if (request.url !== '/callcontrol/ws' || !isAllowed(request)) return socket.destroy()
    const opened = acceptWebSocket(request, socket, () => sockets.delete(opened))
    sockets.add(opened)
  })

  function lineOf([dn, type]: readonly [string, string]) {
    return { dn, type, devices: [], participants: [...participants.values()].filter((one) => one.dn === dn) }
  }

  function tellOf(type: number, { dn, id }: WrittenParticipant, data: unknown): void {
    sequence += 1
    const entity = `/callcontrol/${dn}/participants/${id}`
    pbx.tell({ sequence, event: { event_type: type, entity, attached_data: data } })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const pbx: ThreecxServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    participants,
    clientSecret,
    tokenSeconds: 3600,
    tellsData: true,
    tokens: () => given.size,
    say(participant) {
      participants.set(participant.id, participant)
      tellOf(0, participant, pbx.tellsData ? participant : null)
    },
    take(...ids) {
      for (const id of ids) {
        const gone = participants.get(id)
        participants.delete(id)
        if (gone) tellOf(1, gone, null)
      }
    },
    tell(message) {
      for (const socket of sockets) socket.send(JSON.stringify(message))
    },
    cut() {
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    listeners: () => sockets.size,
    async close() {
      pbx.cut()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return pbx
}
