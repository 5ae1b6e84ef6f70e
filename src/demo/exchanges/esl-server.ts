import { createServer, type Server, type Socket } from 'node:net'
import { block, type EventFormat, type EventHeaders, framed, type Leg, plainText } from './esl-events.ts'

/** A small mod_event_socket on a real port, for as far as signing in, lists and events go. */
export interface EslServer {
  readonly port: number
  /** Commands of all sessions, in order, without the password. */
  readonly commands: string[]
  /** What commands in the background were answered. */
  readonly answers: string[]
  sessions(): number
  /** What `show channels` lists and `uuid_dump` tells from now on. */
  list(...legs: Leg[]): void
  /** What `callcenter_config` lists: agents with their contacts, and who waits in which queue. */
  callcenter(lists: { agents?: CallcenterAgent[]; waiting?: { queue: string; session: string }[] }): void
  /** Tells events to whoever has subscribed, in the format asked for. */
  say(events: readonly EventHeaders[]): void
  write(text: string): void
  /** Cuts every session, as a killed server does. */
  cut(): void
  /** Says goodbye and closes, as a server does that shuts down. */
  leave(): void
  /** Stays connected and answers nothing any more, as a server does whose network has gone. */
  fallSilent(): void
  close(): Promise<void>
}

export interface CallcenterAgent {
  readonly name: string
  readonly contact?: string
  readonly status?: string
  readonly state?: string
  readonly queues?: readonly string[]
}

export interface EslServerTraits {
  readonly password?: string
  /** Writes each answer in pieces of so many bytes. */
  readonly pieces?: number
  /** `api` commands that are not allowed or not there, by how they begin. */
  readonly refuses?: readonly string[]
  /** The access list does not let anybody in. */
  readonly isRude?: boolean
  /** What the server's clock says, ms since 1970. */
  readonly now: () => number
  /** What the lists say at each question; without it what `list` and `callcenter` were last told. */
  readonly lists?: () => EslLists
}

export interface EslLists {
  readonly legs: readonly Leg[]
  readonly agents: readonly CallcenterAgent[]
  readonly waiting: readonly { readonly queue: string; readonly session: string }[]
}

interface Session {
  readonly socket: Socket
  format: EventFormat | null
  names: readonly string[]
  isSignedIn: boolean
  /** What is being written: nothing may stand in the middle of it. */
  turn: Promise<void>
}

export async function startEslServer(traits: EslServerTraits, port = 0): Promise<EslServer> {
  const sessions = new Set<Session>()
  const commands: string[] = []
  const answers: string[] = []
  let told: EslLists = { legs: [], agents: [], waiting: [] }
  let silent = false
  const password = traits.password ?? 'ClueCon'
  const lists = (): EslLists => traits.lists?.() ?? told

  function write(session: Session, text: string): void {
    session.turn = session.turn.then(() => writeNow(session.socket, text))
  }

  async function writeNow(socket: Socket, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const size = traits.pieces ?? bytes.length
    for (let start = 0; start < bytes.length; start += size) {
      socket.write(bytes.subarray(start, start + size))
      if (traits.pieces) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  function answer(session: Session, command: string): string {
    const [verb = '', ...words] = command.split(' ')
    const rest = words.join(' ')
    if (verb === 'auth' || verb === 'userauth') return signIn(session, verb, rest)
    if (!session.isSignedIn) return reply('-ERR command not found')
    if (verb === 'event') {
      const [format, ...names] = words
      session.format = format === 'json' ? 'json' : 'plain'
      session.names = [...names, ...session.names]
      return reply(`+OK event listener enabled ${session.format}`)
    }
    if (verb === 'api') return response(api(rest))
    if (verb === 'bgapi') {
      const refused = traits.refuses?.some((start) => rest.startsWith(start))
      const job = `7f4de4bc-17d7-11dd-b7a0-${String(answers.length + 1).padStart(12, '0')}`
      const text = refused ? '-ERR USER_NOT_REGISTERED' : `+OK Job-UUID: ${job}`
      answers.push(text)
      return reply(text)
    }
    return reply('-ERR command not found')
  }

  function signIn(session: Session, verb: string, given: string): string {
    const isRight = verb === 'auth' ? given === password : given === `1000@pbx.example:${password}`
    if (!isRight) {
      setImmediate(() => {
        session.turn = session.turn.then(() => void session.socket.end())
      })
      return reply('-ERR invalid')
    }
    session.isSignedIn = true
    return reply('+OK accepted')
  }

  function api(command: string): string {
    if (traits.refuses?.some((start) => command.startsWith(start))) {
      return `-ERR ${command.split(' ')[0]} Command not found!\n`
    }
    if (command === 'strepoch') return String(Math.floor(traits.now() / 1000))
    if (command === 'show channels as json') return JSON.stringify(channelList())
    if (command.startsWith('uuid_dump ')) {
      const leg = lists().legs.find((one) => one.uuid === command.slice('uuid_dump '.length))
      return leg ? plainText({ 'Event-Name': 'CHANNEL_DATA', ...block(leg) }) : '-ERR No such channel!\n'
    }
    if (command === 'callcenter_config agent list') {
      const rows = lists().agents.map(
        ({ name, contact = '', status = 'Available', state = 'Waiting' }) =>
          `${name}|single_box||callback|${contact}|${status}|${state}\n`,
      )
      return `name|instance_id|uuid|type|contact|status|state\n${rows.join('')}+OK\n`
    }
    if (command === 'callcenter_config tier list') {
      const rows = lists().agents.flatMap(({ name, queues = [] }) =>
        queues.map((queue) => `${queue}|${name}|Ready|1|1\n`),
      )
      return rows.length > 0 ? `queue|agent|state|level|position\n${rows.join('')}+OK\n` : '+OK\n'
    }
    if (command === 'callcenter_config queue list') {
      const names = [...new Set(lists().waiting.map(({ queue }) => queue))]
      return `name|strategy|moh_sound\n${names.map((name) => `${name}|ring-all|local_stream://moh\n`).join('')}+OK\n`
    }
    if (command.startsWith('callcenter_config queue list members ')) {
      const queue = command.split(' ').at(-1)
      const rows = lists()
        .waiting.filter((one) => one.queue === queue)
        .map((one) => `${queue}|single_box|m-1|${one.session}|+49151|Max|ring-all||Trying\n`)
      const head =
        'queue|instance_id|uuid|session_uuid|cid_number|cid_name|serving_agent|serving_system|state\n'
      return rows.length > 0 ? `${head}${rows.join('')}+OK\n` : '+OK\n'
    }
    return `-ERR ${command.split(' ')[0]} Command not found!\n`
  }

  function channelList(): object {
    const { legs } = lists()
    if (legs.length === 0) return { row_count: 0 }
    const rows = legs.map((leg) => ({
      uuid: leg.uuid,
      direction: leg.direction,
      created_epoch: String(Math.floor(leg.createdAt / 1_000_000)),
      name: leg.name,
      state: 'CS_EXECUTE',
      cid_num: leg.number,
      dest: leg.destination,
      call_uuid: leg.callUuid,
    }))
    // Newest first: whoever reads the list must not rely on an order.
    return { row_count: rows.length, rows: rows.reverse() }
  }

  const server: Server = createServer((socket) => {
    const session: Session = { socket, format: null, names: [], isSignedIn: false, turn: Promise.resolve() }
    sessions.add(session)
    socket.on('close', () => sessions.delete(session))
    socket.on('error', () => {})
    if (traits.isRude) {
      const text = 'Access Denied, go away.\n'
      write(session, `Content-Type: text/rude-rejection\nContent-Length: ${text.length}\n\n${text}`)
      session.turn = session.turn.then(() => void socket.end())
      return
    }
    write(session, 'Content-Type: auth/request\n\n')
    let rest = ''
    socket.on('data', (bytes) => {
      rest += bytes.toString('utf8')
      const whole = rest.split('\n\n')
      rest = whole.pop() ?? ''
      for (const command of whole) {
        commands.push(command.replace(password, '***'))
        if (silent) continue
        write(session, answer(session, command))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()

  function wants({ names, format }: Session, event: EventHeaders): boolean {
    const name = String(event['Event-Name'])
    const custom = names.indexOf('CUSTOM')
    if (format === null) return false
    if (name !== 'CUSTOM') return names.slice(0, custom < 0 ? undefined : custom).includes(name)
    return custom >= 0 && names.slice(custom + 1).includes(String(event['Event-Subclass']))
  }

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    commands,
    answers,
    sessions: () => sessions.size,
    list(...legs) {
      told = { ...told, legs }
    },
    callcenter({ agents = [], waiting = [] }) {
      told = { ...told, agents, waiting }
    },
    say(events) {
      for (const session of sessions) {
        const { format } = session
        const wanted = events.filter((event) => wants(session, event))
        if (format) write(session, wanted.map((event) => framed(event, format)).join(''))
      }
    },
    write(text) {
      for (const session of sessions) write(session, text)
    },
    cut() {
      for (const { socket } of sessions) socket.destroy()
    },
    leave() {
      const text = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n'
      for (const { socket } of sessions) {
        socket.end(`Content-Type: text/disconnect-notice\nContent-Length: ${text.length}\n\n${text}`)
      }
    },
    fallSilent() {
      silent = true
    },
    async close() {
      for (const { socket } of sessions) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reply(text: string): string {
  return `Content-Type: command/reply\nReply-Text: ${text}\n\n`
}

function response(text: string): string {
  return `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(text)}\n\n${text}`
}
