import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startThread } from '../src/start-thread.ts'

const program = new URL('./idle-thread.ts', import.meta.url)

describe('a thread that may have the database', () => {
  it('[P157] that is not wanted any more before it has loaded the engine leaves by itself, and does nothing', async () => {
    const thread = startThread(program, { isBusy: false })
    const heard: unknown[] = []
    thread.worker.on('message', (message) => heard.push(message))
    const exit = once(thread.worker, 'exit')
    const ends = [thread.end(), thread.end()]
    expect(await exit, 'a thread that is ended from outside has code 1').toEqual([0])
    await Promise.all(ends)
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
