import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customerContract } from './contract-customers.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { interaction, noon, number, person } from './told-customers.ts'

customerContract('PostgreSQL', () => openPostgresStore())

describe('two nodes at the same customers', () => {
  let one: Awaited<ReturnType<typeof openPostgresStore>>
  let other: typeof one

  beforeEach(async () => {
    one = await openPostgresStore()
    other = await openPostgresStore(undefined, one.url)
  })
  afterEach(async () => {
    await other.close()
    await one.close()
  })

  const add = async (name: string): Promise<number> => {
    const write = await one.store.createCustomer(person(name), [number(`+4930${name}`)], noon)
    return write.kind === 'written' ? write.customer.id : 0
  }

  it('merging two into each other at once leaves one of them, who has everything', async () => {
    for (let n = 0; n < 25; n++) {
      const [left, right] = [await add(`1${n}`), await add(`2${n}`)]
      await Promise.all([
        one.store.mergeCustomers(left, right, noon),
        other.store.mergeCustomers(right, left, noon),
      ])
      const [a, b] = [await one.store.readCustomer(left), await one.store.readCustomer(right)]
      expect(a?.customer.id).toBe(b?.customer.id)
      expect(a?.customer.mergedInto).toBeNull()
      expect(a?.numbers).toHaveLength(2)
    }
  })

  it('what is written for a customer while they are merged goes to the survivor', async () => {
    for (let n = 0; n < 10; n++) {
      const [from, into] = [await add(`3${n}`), await add(`4${n}`)]
      const writing = Array.from({ length: 12 }, (_, at) =>
        one.store.addInteraction(interaction(`n${at}`, { customerId: from, startedAt: noon + at })),
      )
      await Promise.all([...writing, other.store.mergeCustomers(from, into, noon)])
      expect(await one.sql('select count(*) as n from interaction where customer_id = ?', from)).toEqual([
        { n: 0 },
      ])
      expect(await one.store.readInteractionsOf(into, null, 100)).toHaveLength(12)
    }
  })

  it('of changes at once each is told whether it was overtaken, and none is lost', async () => {
    const id = await add('5')
    const writes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 ? one : other).store.changeCustomer(id, 1, { about: `${n}` }, null, noon),
      ),
    )
    expect(writes.filter((write) => write.kind === 'written')).toHaveLength(1)
    const unguarded = Array.from({ length: 10 }, (_, n) =>
      (n % 2 ? one : other).store.changeCustomer(
        id,
        null,
        n % 2 ? { tier: 'gold' } : { role: 'x' },
        null,
        noon,
      ),
    )
    await Promise.all(unguarded)
    expect((await one.store.readCustomer(id))?.customer).toMatchObject({
      tier: 'gold',
      role: 'x',
      version: 12,
    })
  })

  it('an external id that two want at once is given to one', async () => {
    for (let n = 0; n < 10; n++) {
      const wanted = person('Anna', { externalId: `x${n}` })
      const rows = [{ externalId: `x${n}`, fields: { name: 'Ben' }, numbers: [] }]
      const [made, imported] = await Promise.all([
        one.store.createCustomer(wanted, [], noon),
        other.store.importCustomers(rows, noon),
      ])
      expect([made.kind, imported.created + imported.changed]).toSatisfy(
        (both) => both.join() === 'written,1' || both.join() === 'external-id-taken,1',
      )
    }
  })

  it('indexes no row twice, and marks none that was changed meanwhile as seen', async () => {
    for (let n = 0; n < 60; n++) await one.store.addInteraction(interaction('old', { startedAt: noon + n }))
    const ids = (await one.sql('select id from interaction order by id')).map((row) => row.id as number)
    const read: string[] = []
    const tokensOf = (row: { id: number; body: string }): string => {
      read.push(`${row.id} ${row.body}`)
      return row.body
    }
    const index = async (store: typeof one.store): Promise<void> => {
      while ((await store.indexInteractions(7, tokensOf)) > 0);
    }
    const changing = ids.map((id) => one.store.changeInteraction(id, { body: 'new' }))
    await Promise.all([index(one.store), index(other.store), ...changing])
    await index(one.store)
    expect(
      await one.sql("select count(*) as n from interaction_search where tokens @@ 'old'::tsquery"),
    ).toEqual([{ n: 0 }])
    for (const id of ids) expect(read).toContain(`${id} new`)
  })
})
