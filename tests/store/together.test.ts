import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { all, cells, one, type Steps, together } from '../../src/store/steps.ts'
import { openPostgres, type PostgresAtHand } from './postgres.ts'

describe('verbs side by side', () => {
  function* twice(): Steps<number> {
    const first = yield* one<{ n: number }>('first')
    const second = yield* one<{ n: number }>('second')
    return (first?.n ?? 0) * 10 + (second?.n ?? 0)
  }
  function* nothing(): Steps<string> {
    if (false as boolean) yield* one('never')
    return 'nothing'
  }

  it('asks the first statements of all together, then the second ones, and gives each its own answers', () => {
    const asked: string[][] = []
    const verbs = together(twice(), nothing(), together(all('a'), twice()), cells('b'))
    let step = verbs.next()
    while (!step.done) {
      const queries = 'together' in step.value ? step.value.together : [step.value]
      asked.push(queries.map(({ sql }) => sql))
      step = verbs.next({
        rows: queries.map(({ sql }) => ({ rows: [{ n: sql.length, sql }], changes: 0 })),
        changes: 0,
      })
    }
    expect(asked).toEqual([
      ['first', 'a', 'first', 'b'],
      ['second', 'second'],
    ])
    expect(step.value).toEqual([56, 'nothing', [[{ n: 1, sql: 'a' }], 56], [{ n: 1, sql: 'b' }]])
  })
})

describe('statements that are asked together, on PostgreSQL', () => {
  let postgres: PostgresAtHand
  beforeEach(async () => {
    postgres = await openPostgres()
  })
  afterEach(() => postgres.close())
  const number = (n: number) => one<{ n: number }>('select cast(? as integer) as n', n)

  it('are answered each by its own rows, also where the same statement is asked twice before it is known', async () => {
    const read = () =>
      postgres.engine.read(() => together(number(1), number(2), cells<[number]>('select 3'), number(4)))
    const answers = [{ n: 1 }, { n: 2 }, [[3]], { n: 4 }]
    expect(await Promise.all([read(), read(), read()])).toEqual([answers, answers, answers])
  })

  it('say what was wrong with the first that is refused, and leave a connection that can be used', async () => {
    const wrong = () =>
      postgres.engine.read(() => together(number(1), all('select no_such_column'), number(2)))
    for (let n = 0; n < 8; n++) await expect(wrong()).rejects.toThrow(/no_such_column/)
    expect(await postgres.engine.read(() => together(number(5)))).toEqual([{ n: 5 }])
  })
})
