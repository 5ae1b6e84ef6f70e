import { createServer, connect as dial, type Socket } from 'node:net'
import { closeLater } from './desk-house.ts'

/** A network between a desktop and its server that can fail as networks do. */
export interface CuttableLine {
  readonly url: string
  /** Both ends learn at once that it broke. */
  cut(): void
  /** Only the desktop learns of it; to the server the connection stands. */
  cutBeforeServer(): void
  /** Nothing goes through in either direction, and nobody is told: a laptop that sleeps. New connections are not taken up. */
  fallAsleep(): void
  /** What is connected from now on goes through. What was asleep stays dead, and still nobody is told. */
  wakeUp(): void
  /** Connections that were made so far. */
  connections(): number
}

export async function openLine(serverPort: number): Promise<CuttableLine> {
  const pairs: { near: Socket; far: Socket }[] = []
  let isAsleep = false
  let connections = 0
  const proxy = createServer((near) => {
    if (isAsleep) return void near.destroy()
    connections++
    const far = dial(serverPort, '127.0.0.1')
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => undefined)
    near.pipe(far)
    far.pipe(near)
    near.once('close', () => isAsleep || far.destroy())
    far.once('close', () => isAsleep || near.destroy())
    pairs.push({ near, far })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const take = () => pairs.splice(0)
  closeLater({
    close() {
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy()
      proxy.close()
    },
  })
  return {
    url: `http://127.0.0.1:${(proxy.address() as { port: number }).port}`,
    cut() {
      for (const { near, far } of take()) for (const socket of [near, far]) socket.resetAndDestroy()
    },
    cutBeforeServer() {
      for (const { near, far } of pairs) {
        near.unpipe(far)
        far.unpipe(near)
        near.removeAllListeners('close').resetAndDestroy()
        far.pause()
      }
    },
    fallAsleep() {
      isAsleep = true
      for (const { near, far } of pairs) {
        near.unpipe(far).pause()
        far.unpipe(near).pause()
      }
    },
    wakeUp() {
      isAsleep = false
    },
    connections: () => connections,
  }
}
