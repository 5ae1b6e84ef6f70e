import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startThread } from '../src/start-thread.ts'

const program = new URL('./idle-thread.ts', import.meta.url)

describe('a thread that may have the database', () => {
  it('[P157] that is not wanted any more before it has loaded the engine leaves by itself, and does nothing', async () => {
    const thread = startThread(program, { isBusy: false })
    const heard: unknown[] = []
    thread.worker.on('message', (message) => heard.push(message))
    let timesKilled = 0
    const kill = thread.worker.terminate.bind(thread.worker)
    thread.worker.terminate = () => {
      timesKilled++
      return kill()
    }
    await Promise.all([thread.end(), thread.end()])
    expect(timesKilled, 'nobody ends it while it loads').toBe(0)
    expect(heard).toEqual([])
    await thread.end()
  })

  it('is given what it was started with, and ended in the midst of its work', async () => {
    const thread = startThread(program, { isBusy: true })
    expect(await once(thread.worker, 'message')).toEqual(['at work'])
    const exit = once(thread.worker, 'exit')
    await thread.end()
    expect(await exit).toEqual([1])
  })

  it('that has ended by itself is ended', async () => {
    const thread = startThread(program, { isBusy: false })
    await once(thread.worker, 'exit')
    await thread.end()
  })
})
