import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ask, Refused } from '../../src/desktop/ask.ts'
import { type DraftKeeper, makeDraftKeeper } from '../../src/desktop/desk/draft-keeper.ts'
import { emptyDraft } from '../../src/desktop/desk/draft-state.ts'
import type { WrapUpDraft } from '../../src/wire/desk-api.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('keeping drafts on the server', () => {
  it('[P32] keeps what was typed once, a moment after the last key', async () => {
    const { keeper, server } = await openKeeper()
    for (const note of ['W', 'We', 'Wed']) {
      keeper.type('c', { note })
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(server.version).toBe(0)
    await vi.advanceTimersByTimeAsync(600)
    expect(server).toEqual({ draft: { ...emptyDraft, note: 'Wed' }, version: 1 })
  })

  it('[P32] keeps it at once when the field is left', async () => {
    const { keeper, server } = await openKeeper()
    keeper.type('c', { note: 'left' })
    keeper.flush('c')
    await vi.advanceTimersByTimeAsync(0)
    expect(server.draft?.note).toBe('left')
  })

  it('[P32] a conflict loads the newer draft, keeps what is being typed, and the next keeping succeeds', async () => {
    const { keeper, server } = await openKeeper()
    Object.assign(server, { draft: { ...emptyDraft, note: 'from another tab' }, version: 5 })
    keeper.type('c', { note: 'mine' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(keeper.read('c').mine.note).toBe('mine')
    expect(keeper.read('c').conflict).toEqual({ kind: 'note', theirs: 'from another tab' })
    expect(server).toEqual({ draft: { ...emptyDraft, note: 'mine' }, version: 6 })
  })

  it('[P32] while the server is away nothing is lost, and it is tried again', async () => {
    const { keeper, server } = await openKeeper()
    server.away = true
    keeper.type('c', { note: 'typed while away' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(keeper.read('c').state).toBe('failed')
    server.away = false
    await vi.advanceTimersByTimeAsync(6000)
    expect(server.draft?.note).toBe('typed while away')
  })

  it('[P32] the forms of two calls do not know of each other', async () => {
    const { keeper } = await openKeeper()
    keeper.open('d')
    await vi.advanceTimersByTimeAsync(0)
    keeper.type('c', { note: 'first call' })
    keeper.type('d', { note: 'second call' })
    expect(keeper.read('c').mine.note).toBe('first call')
    expect(keeper.read('d').mine.note).toBe('second call')
  })
})

interface Server {
  draft: WrapUpDraft | null
  version: number
  away?: boolean
}

/** A keeper whose requests are answered as the server answers them: by the version that was read. */
async function openKeeper(): Promise<{ keeper: DraftKeeper; server: Server }> {
  const server: Server = { draft: null, version: 0 }
  const answer = async (name: string, question: object): Promise<unknown> => {
    if (server.away) throw new Refused('unreachable')
    if (name === 'readDraft') return { draft: server.draft, version: server.version }
    const { body } = question as { body: { draft: WrapUpDraft; version: number } }
    if (body.version !== server.version) throw new Refused('conflict')
    server.draft = body.draft
    server.version++
    return { draft: server.draft, version: server.version }
  }
  const keeper = makeDraftKeeper(answer as unknown as Ask)
  keeper.open('c')
  await vi.advanceTimersByTimeAsync(0)
  return { keeper, server }
}
