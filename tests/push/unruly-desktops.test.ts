import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect as dial, type Socket } from 'node:net'
import { Server } from 'socket.io'
import { describe, expect, it } from 'vitest'
import { boundQueue, type QueueBounds } from '../../src/push/bound-queue.ts'
import type { DesktopConnection } from '../../src/push/desktop-socket.ts'
import { boundSilentConnections } from '../../src/silent-connections.ts'
import { eventually, ownTime } from '../own-time.ts'
import { closeLater, openDesk, openDeskHouse, popOf, shown } from './desk-house.ts'
import { openRawDesk } from './raw-desk.ts'

const kilobyte = 'x'.repeat(1024)

describe('a desktop that stops reading', () => {
  it('[P39] is cut and has all when it comes back, and the others’ pops go on meanwhile', async () => {
    const house = await openDeskHouse()
    const bob = openDesk(house.url, 'bob')
    const slow = await openRawDesk(house.url)
    await eventually(() => expect(bob.version()).toBe(0))
    slow.socket.pause()
    const before = process.memoryUsage().rss
    let version = 0
    for (; house.cut.length === 0 && version < 600; ) {
      version++
      await house.write(popOf('a', version, 'ringing', kilobyte.repeat(100)))
      await house.write(popOf('b', version), 'bob')
    }
    expect(house.cut).toEqual(['too-slow'])
    await eventually(() => expect(shown(bob)).toEqual([`b ${version} ringing`]))
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
    await eventually(() => expect(house.desktops.connected()).toBe(1))
    const back = openDesk(house.url)
    await eventually(() => expect(shown(back)).toEqual([`a ${version} ringing`]))
  })

  const cases: { title: string; size: number; most: QueueBounds }[] = [
    { title: '1 MB', size: 20_000, most: { packets: Number.POSITIVE_INFINITY, bytes: 1_048_576 } },
    { title: '256 packets', size: 2000, most: { packets: 256, bytes: Number.POSITIVE_INFINITY } },
  ]
  it.each(cases)('[P39] has at most $title waiting for it', async ({ size, most }) => {
    const { connection, send } = await connectPaused()
    let isOver = false
    boundQueue(connection, most, () => {
      isOver = true
    })
    const line = connection.request.socket
    let kept = { packets: 0, bytes: 0 }
    connection.on('packetCreate', () => {
      const waiting = (connection as unknown as { writeBuffer: unknown[] }).writeBuffer.length
      kept = { packets: waiting, bytes: waiting * size + line.writableLength }
    })
    for (let n = 0; n < 20_000 && !isOver; n++) {
      send('x'.repeat(size))
      if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(isOver).toBe(true)
    expect(kept.packets).toBeLessThanOrEqual(most.packets)
    expect(kept.bytes).toBeLessThan(Math.min(most.bytes * 1.1, 2_000_000))
    expect(Math.max(kept.packets / most.packets, kept.bytes / most.bytes)).toBeGreaterThan(0.9)
  })

  it('[P39] is cut for what is on its way to it, though nothing waits behind that', async () => {
    const { connection, send } = await connectPaused()
    let isOver = false
    boundQueue(connection, { packets: 256, bytes: 1_048_576 }, () => {
      isOver = true
    })
    const flushed = once(connection, 'flush')
    send('x'.repeat(30_000_000))
    expect(isOver).toBe(false)
    await flushed
    await eventually(() => expect(connection.request.socket.writableLength).toBeGreaterThan(1_048_576))
    send('x')
    expect(isOver).toBe(true)
  })

  it('is sent a snapshot that is larger than all that may wait', async () => {
    const house = await openDeskHouse()
    for (const name of 'abcdefgh') await house.write(popOf(name, 1, 'ringing', kilobyte.repeat(300)))
    const desk = openDesk(house.url)
    await eventually(() => expect(desk.pops()).toHaveLength(8))
    await house.write(popOf('a', 2, 'connected'))
    await eventually(() => expect(shown(desk)[0]).toBe('a 2 connected'))
    expect(house.cut).toEqual([])
  })
})

/** One of Socket.IO's own connections whose client does not read. */
async function connectPaused() {
  const http = createServer()
  const io = new Server(http, { path: '/v1/desktop', transports: ['websocket'], perMessageDeflate: false })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  closeLater({ close: () => io.close() })
  const opened = once(io.engine, 'connection')
  const { port } = http.address() as { port: number }
  const client = await openRawDesk(`http://127.0.0.1:${port}`, { isSilent: true })
  client.socket.pause()
  const [connection] = (await opened) as [DesktopConnection]
  return { connection, send: (text: string) => connection.write(text) }
}

describe('a desktop that is not there any more', () => {
  it('[P39] is cut when it does not answer, and others stay', async () => {
    const house = await openDeskHouse({ times: { pingEvery: 300, pingAnswer: 300 } })
    const bob = openDesk(house.url, 'bob')
    const mute = await openRawDesk(house.url, { isMute: true })
    await mute.closed
    expect(mute.heard.filter((text) => text === '2')).toHaveLength(1)
    await house.write(popOf('b', 1), 'bob')
    await eventually(() => expect(shown(bob)).toEqual(['b 1 ringing']))
    expect(house.desktops.connected()).toBe(1)
  })

  it('[P39] is cut when it was let in and does not begin', async () => {
    const house = await openDeskHouse({ times: { begin: 300 } })
    const silent = await openRawDesk(house.url, { isSilent: true })
    expect(house.desktops.connected()).toBe(1)
    await silent.closed
    await eventually(() => expect(house.desktops.connected()).toBe(0))
  })

  it('does not keep the program from stopping', async () => {
    const house = await openDeskHouse()
    const stuck = await openRawDesk(house.url)
    const begun = await openRawDesk(house.url, { isSilent: true })
    for (const { socket } of [stuck, begun]) socket.pause()
    const lived = ownTime()
    await house.stop()
    expect(lived()).toBeLessThan(3500)
  })
})

// Side by side, since each takes seconds.
describe.concurrent('a desktop that floods', () => {
  it('[P39] is read more slowly first, and nothing of what it says is lost', async () => {
    const house = await openDeskHouse()
    const eager = await openRawDesk(house.url)
    for (let n = 1; n <= 200; n++) eager.say('rendered', { callId: 'x', version: n })
    await eventually(() => expect(house.rendered.length).toBeGreaterThanOrEqual(200))
    expect(house.cut).toEqual([])
    expect(eager.socket.readyState).toBe(eager.socket.OPEN)
  })

  it('[P39] is cut when it goes on, told why, and was hardly listened to', async () => {
    const house = await openDeskHouse()
    const bob = openDesk(house.url, 'bob')
    const flood = await openRawDesk(house.url)
    let said = 0
    const saying = setInterval(() => {
      for (let n = 0; n < 1000; n++) flood.say('rendered', { callId: 'x', version: ++said })
    }, 10)
    const began = performance.now()
    await flood.closed
    clearInterval(saying)
    expect(performance.now() - began).toBeGreaterThan(4000)
    expect(house.cut).toEqual(['flooding'])
    expect(flood.heard.at(-2)).toBe('42["goodbye",{"reason":"flooding"}]')
    expect(house.rendered.length).toBeLessThan(said / 10)
    await house.write(popOf('b', 1), 'bob')
    await eventually(() => expect(shown(bob)).toEqual(['b 1 ringing']))
  })

  it('[P39] with what is no message is cut as well: frames that only ask for an answer, and names that do not exist', async () => {
    const house = await openDeskHouse()
    const [asking, naming] = [await openRawDesk(house.url), await openRawDesk(house.url, { isSilent: true })]
    const saying = setInterval(() => {
      for (let n = 0; n < 500; n++) {
        if (asking.socket.readyState === asking.socket.OPEN) asking.socket.ping()
        if (naming.socket.readyState === naming.socket.OPEN) naming.socket.send('40/nowhere,')
      }
    }, 10)
    await Promise.all([asking.closed, naming.closed])
    clearInterval(saying)
    expect(house.cut).toContain('flooding')
  })

  it('asks for snapshots in vain: what waits already is not read twice', async () => {
    const house = await openDeskHouse()
    const greedy = await openRawDesk(house.url)
    for (let n = 0; n < 50; n++) greedy.socket.send('42["resync"]')
    greedy.say('rendered', { callId: 'after-all-that', version: 1 })
    await eventually(() => expect(house.rendered).toHaveLength(1))
    await eventually(() => {
      const snapshots = greedy.heard.filter((text) => text.startsWith('42["snapshot"'))
      expect(snapshots).toHaveLength(house.desksRead())
    })
    expect(house.desksRead()).toBeLessThan(15)
  })
})

describe('connections that say nothing', () => {
  it('[P39] are bounded, the oldest gives way, and whoever speaks is served', async () => {
    const http = createServer((_, response) => response.end('yes'))
    const silent = boundSilentConnections(http, 50)
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    closeLater(http)
    const { port } = http.address() as { port: number }
    const spoken = await openConnection(port)
    spoken.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(spoken, 'data')
    const many: Socket[] = []
    for (let n = 0; n < 500; n++) {
      const one = await openConnection(port)
      if (n % 2 === 0) one.write('GET / HTTP/1.1\r\nHost: x\r\n')
      many.push(one)
    }
    await eventually(() => expect(many.filter((one) => one.closed)).toHaveLength(450))
    expect(many.slice(0, 450).every((one) => one.closed)).toBe(true)
    expect(silent.count()).toBe(50)
    expect(spoken.closed).toBe(false)
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('yes')
    for (const one of many) one.destroy()
    await eventually(() => expect(silent.count()).toBe(0))
  })
})

async function openConnection(port: number): Promise<Socket> {
  const socket = dial(port, '127.0.0.1').on('error', () => undefined)
  closeLater({ close: () => socket.destroy() })
  await once(socket, 'connect')
  return socket.resume()
}
