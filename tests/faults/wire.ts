import { connect, createServer, type Socket } from 'node:net'

/** A way for TCP connections that can be disturbed, as a network disturbs them. */
export interface Wire {
  readonly port: number
  /** How many connections it carries; those that are silent do not count. */
  lines(): number
  /** How many were made so far. */
  made(): number
  /** Cuts all connections, or the one of this number: both ends hear of it. New ones can be made. */
  cut(which?: number): void
  /** The connections that are there, or the one of this number, carry nothing any more, and neither end hears of it. */
  silence(which?: number): void
  /** Nothing passes any more, new connections neither, until it is mended; what was sent meanwhile comes then. */
  hold(): void
  mend(): void
  close(): Promise<void>
}

/** One connection: `far` is missing where it was made while nothing passed. */
interface Line {
  readonly near: Socket
  far: Socket | null
  state: 'open' | 'held' | 'silent'
}

/** A wire on a port of its own to whatever port `target` then says; null: nobody is there, and it is refused. */
export async function openWire(target: () => number | null): Promise<Wire> {
  const lines = new Set<Line>()
  let isHeld = false
  let made = 0

  const server = createServer((near) => {
    made++
    const line: Line = { near, far: null, state: isHeld ? 'held' : 'open' }
    lines.add(line)
    near.on('error', () => undefined)
    near.on('close', () => end(line, near))
    near.pause()
    if (!isHeld) lead(line)
  })

  const lead = (line: Line): void => {
    const port = target()
    if (port === null) {
      line.near.resetAndDestroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    line.far = far
    far.setNoDelay(true)
    line.near.setNoDelay(true)
    far.on('error', () => undefined)
    far.on('close', () => end(line, far))
    line.near.pipe(far).pipe(line.near)
  }

  /** An end that goes away while nothing passes is not heard of at the other. */
  const end = (line: Line, gone: Socket): void => {
    if (line.state !== 'open') {
      if (line.near.destroyed && (line.far?.destroyed ?? true)) lines.delete(line)
      return
    }
    lines.delete(line)
    const other = gone === line.near ? line.far : line.near
    if (other && !other.destroyed) other.end(() => other.destroy())
  }

  const drop = (line: Line): void => {
    lines.delete(line)
    line.state = 'silent'
    line.near.resetAndDestroy()
    line.far?.resetAndDestroy()
  }

  const stop = (line: Line, state: 'held' | 'silent'): void => {
    line.state = state
    const { near, far } = line
    if (far) near.unpipe(far)
    if (far) far.unpipe(near)
    for (const socket of [near, far]) {
      if (state === 'silent') socket?.resume()
      else socket?.pause()
    }
  }

  const goOn = (line: Line): void => {
    line.state = 'open'
    const { near, far } = line
    if (near.destroyed || far?.destroyed) {
      drop(line)
      return
    }
    if (far) near.pipe(far).pipe(near)
    else lead(line)
  }

  const chosen = (which?: number): Line[] =>
    which === undefined ? [...lines] : [...lines].slice(which, which + 1)

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { port: number }
  return {
    port: address.port,
    lines: () => [...lines].filter(({ state }) => state !== 'silent').length,
    made: () => made,
    cut: (which) => chosen(which).forEach(drop),
    silence(which) {
      for (const line of chosen(which)) stop(line, 'silent')
    },
    hold() {
      isHeld = true
      for (const line of lines) if (line.state === 'open') stop(line, 'held')
    },
    mend() {
      isHeld = false
      for (const line of [...lines]) if (line.state === 'held') goOn(line)
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const line of [...lines]) drop(line)
      await closed
    },
  }
}
