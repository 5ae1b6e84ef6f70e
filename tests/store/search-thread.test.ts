import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { interaction } from './told-customers.ts'

describe.each(engines)('the search thread on %s', (_engine, open) => {
  let file: OpenedStore

  beforeEach(async () => {
    file = await open(new URL('./fatal-reader.ts', import.meta.url))
    await file.store.addInteraction(interaction('one'))
  })
  afterEach(() => file.close())

  const search = (query: string, deadlineMs = 5000) =>
    file.store.searchInteractions(
      { query, from: null, until: null, order: 'newest', before: null, most: 10 },
      deadlineMs,
    )

  it('tells who waited that it has ended, and is started anew by the next search', async () => {
    await expect(search('die')).rejects.toThrow('ended with code 3')
    expect(await search('live')).toMatchObject({ kind: 'page', hits: [{ interaction: { body: 'one' } }] })
  })

  it('does not let more than 32 searches wait', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => search('live')))
    expect(answers.filter((answer) => answer.kind === 'too-late')).toHaveLength(8)
  })

  it('finds names in a thread too, and gives up at the deadline', async () => {
    expect(await file.store.findCustomersByName('"anna"', 5, 5000)).toEqual([])
    await expect(file.store.findCustomersByName('anna AND', 5, 5000)).rejects.toThrow(
      /fts5|no search expression/,
    )
  })
})
