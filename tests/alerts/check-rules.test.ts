import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRules, type Rules } from '../../src/alerts/check-rules.ts'
import {
  findHonouredWaiting,
  findPromisesAtRisk,
  findUnresolvedCases,
} from '../../src/alerts/find-pressing.ts'
import { type AlertCause, type Alerting, openAlerting } from '../../src/alerts/raise-alert.ts'
import { engines } from '../store/engines.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { noon } from '../store/told-customers.ts'

const minute = 60_000

describe.each(engines)('rules that are checked again and again, on %s', (_engine, open) => {
  let opened: OpenedStore
  let alerting: Alerting
  const told: string[] = []
  const faults: unknown[] = []

  beforeEach(async () => {
    opened = await open()
    told.length = 0
    faults.length = 0
    alerting = openAlerting({
      store: opened.store,
      messagesOf(type, data) {
        told.push(`${type} ${data().subjectKey}`)
        return []
      },
      told: () => undefined,
      changed: () => undefined,
      newId: randomUUID,
      now: () => noon,
    })
  })
  afterEach(() => opened.close())

  const check = (rules: Rules) => checkRules(rules, opened.store, alerting, (reason) => faults.push(reason))
  const finds = (rule: AlertCause['rule'], ...subjects: string[]): Rules => ({
    [rule]: async () => subjects.map((subjectKey) => ({ rule, subjectKey })),
  })
  const openOnes = async () =>
    (await opened.store.readOpenAlerts(null, 100)).map(({ subjectKey }) => subjectKey).toSorted()

  it('[P122] tell a cause once for as long as it is found, and its end once', async () => {
    await check(finds('source-silent', 'a', 'b'))
    await check(finds('source-silent', 'a', 'b'))
    expect(told).toEqual(['alert.raised a', 'alert.raised b'])
    await check(finds('source-silent', 'b'))
    await check(finds('source-silent', 'b'))
    expect(told.slice(2)).toEqual(['alert.over a'])
    expect(await openOnes()).toEqual(['b'])
  })

  it('[P122] end nothing that another rule has raised, nor where they could not be asked', async () => {
    await check(finds('source-silent', 'a'))
    await check(finds('reason-spiking', 'x'))
    const broken: Rules = {
      'source-silent': async () => {
        throw new Error('the database does not answer')
      },
      ...finds('reason-spiking'),
    }
    await check(broken)
    expect(await openOnes()).toEqual(['a'])
    expect(faults).toHaveLength(1)
    expect(told).toEqual(['alert.raised a', 'alert.raised x', 'alert.over x'])
  })

  it('[P124] do not take a matter for solved because hundreds of newer ones came', async () => {
    const cases = (from: number, until: number) =>
      opened.sql(
        `with recursive n (id) as (select ${from} union all select id + 1 from n where id < ${until})
          insert into customer_case (id, customer_id, subject, opened_at, raised_at, contacts)
          select id, 1, 'x', ${noon}, ${noon}, 3 from n`,
      )
    await opened.sql(
      `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
        values (1, 'person', 'Ada', 'gold', '[]', 1, 0, 0)`,
    )
    await cases(1, 150)
    const rules: Rules = {
      'case-unresolved': (open) => findUnresolvedCases(opened.store, 3, () => null, open),
    }
    await check(rules)
    await cases(151, 400)
    await check(rules)
    await opened.sql(`update customer_case set closed_at = ${noon} where id = 7`)
    await check(rules)
    expect(told.filter((one) => one.startsWith('alert.over'))).toEqual(['alert.over case:7'])
    expect(told.filter((one) => one.startsWith('alert.raised'))).toHaveLength(350)
  })

  it('[P124] list what a team sees however much others have, and all of one millisecond', async () => {
    for (let n = 0; n < 30; n++) {
      const team = n < 3 ? 'north' : 'south'
      await alerting.raiseAlert({ rule: 'case-unresolved', subjectKey: `case:${n}`, team })
    }
    const north = ['north']
    expect(await opened.store.readOpenAlerts(null, 5, north)).toHaveLength(3)
    expect(await opened.store.readAlerts(noon + 1, 2, null, north)).toHaveLength(3)
    expect(await opened.store.readAlerts(noon + 1, 10, null)).toHaveLength(30)
    expect(await opened.store.readAlerts(noon, 10, null)).toEqual([])
  })

  it('[P124] name the twenty promises that break first, and of the rest how many there are', async () => {
    for (let n = 1; n <= 23; n++) {
      await opened.sql(
        `insert into promise (id, origin, text, channel, made_by, made_at, due_at, first_due_at, state, version)
          values (${n}, 'test', 'promise ${n}', 'call', 'x', ${noon}, ${noon + n * minute}, ${noon}, 'open', 1)`,
      )
    }
    const found = await findPromisesAtRisk(opened.store, noon + 60 * minute, () => null)
    expect(found.map(({ subjectKey }) => subjectKey)).toEqual([
      ...Array.from({ length: 20 }, (_, n) => `promise:${n + 1}`),
      'more',
    ])
    expect(found.at(-1)).toMatchObject({ severity: 'critical', figures: { more: 3 } })
    expect(await findPromisesAtRisk(opened.store, noon + 5 * minute, () => null)).toHaveLength(4)
  })

  it('[P124] pass over whoever has not waited long enough, is spoken with, or is not honoured', async () => {
    const board = { speaking: [], honoured: true, since: noon - 2 * minute, tier: 'gold' }
    const waiting: Readonly<Record<string, object>> = {
      long: board,
      'just now': { ...board, since: noon - 1000 },
      spoken: { ...board, speaking: [['anna', noon]] },
      ordinary: { ...board, honoured: false },
    }
    for (const [id, is] of Object.entries(waiting)) {
      await opened.sql(
        `insert into call (id, source, direction, phase, presentation, arrived_at, answered_by, offered_to,
          last_event_at, version, board) values ('${id}', 'main', 'inbound', 'queued', 'allowed', ${noon}, '[]', 0,
          ${noon}, 1, '${JSON.stringify(is)}')`,
      )
    }
    const found = await findHonouredWaiting(opened.store, noon - minute, () => null)
    expect(found.map(({ callId }) => callId)).toEqual(['long'])
  })
})
