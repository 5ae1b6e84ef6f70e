import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { openBareWebsocket } from '../../bench/storm/bare-websocket.ts'
import { compare } from '../../bench/storm/compare.ts'

describe('the storm', () => {
  it('tells what desktops do not show, what they show that is not there, and who is behind', () => {
    const stored = new Map([
      ['alice', { version: 3, pops: ['main:a 2 connected', 'main:b 1 ringing'] }],
      ['bob', { version: 1, pops: [] }],
    ])
    expect(compare(stored, stored)).toEqual({ missing: 0, ghosts: 0, otherVersions: 0 })
    const shown = new Map([
      ['alice', { version: 2, pops: ['main:a 1 ringing'] }],
      ['bob', { version: 1, pops: ['main:c 1 ringing'] }],
      ['carol', { version: 0, pops: [] }],
    ])
    expect(compare(shown, stored)).toEqual({ missing: 2, ghosts: 2, otherVersions: 1 })
  })

  it('speaks to websockets as they are: short and long texts, in pieces and several at once', async () => {
    const server = new WebSocketServer({ port: 0 })
    const { port } = server.address() as { port: number }
    const heard: string[] = []
    const told = once(server, 'connection')
    let over: () => void
    const closed = new Promise<void>((resolve) => {
      over = resolve
    })
    const desk = openBareWebsocket(
      { port, path: '/', headers: {} },
      { heard: (text) => heard.push(text), closed: () => over() },
    )
    const [socket] = await told
    const texts = ['2', 'ü'.repeat(100), '中'.repeat(30_000), 'x'.repeat(100_000), '3']
    for (const text of texts) socket.send(text)
    await expect.poll(() => heard).toEqual(texts)
    const answer = once(socket, 'message')
    desk.send('42["resync"]')
    expect(String((await answer)[0])).toBe('42["resync"]')
    socket.close()
    await closed
    server.close()
  })
})
