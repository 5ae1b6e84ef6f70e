import { bucketOf } from '../../src/reports/measures.ts'
import type { Sql } from './random-house.ts'

// biome-ignore lint/suspicious/noExplicitAny: whatever column is asked for, it is the database's
type Row = Record<string, any>
type Cell = string | number | null

/** Measures by day, report, grouping, key and team. */
export type Recount = Map<string, Record<string, number>>

export interface RecountSettings {
  readonly timeZone: string
  readonly today: string
  readonly leaving: { readonly dispositions: readonly string[]; readonly causes: readonly string[] }
}

/**
 * Counts everything that there is from the rows as they stand, by nothing of what the program counts with but the buckets of
 * its histograms: one row after the other, each day by what a calendar of the zone says.
 */
export async function recount(sql: Sql, settings: RecountSettings): Promise<Recount> {
  const found: Recount = new Map()
  const clock = clockOf(settings.timeZone)
  const table = async (name: string) => (await sql(`select * from ${name}`)) as Row[]
  const byId = (rows: Row[], id: string) => new Map(rows.map((row) => [row[id] as Cell, row]))
  const calls = byId(await table('call'), 'id')
  const contacts = (await table('interaction')) as Row[]
  const ofCall = byId(
    contacts.filter((one) => one.call_id !== null),
    'call_id',
  )
  const customers = byId(await table('customer'), 'id')
  const accounts = byId(await table('account'), 'id')
  const cases = byId(await table('customer_case'), 'id')
  const links = await table('case_contact')
  const events = await table('call_event')

  const tierOf = (id: Cell): string => {
    const customer = customers.get(id)
    const survivor = customer && customers.get(customer.merged_into)
    return (survivor ?? customer)?.tier ?? ''
  }
  const add = (
    report: string,
    at: number,
    team: Cell,
    keys: Record<string, Cell>,
    amounts: Record<string, number>,
  ): void => {
    for (const [grouping, key] of [['none', ''], ...Object.entries(keys)] as [string, Cell][]) {
      const hasHours = grouping === 'none' || grouping === 'queue'
      const place = [clock(at).day, report, grouping, key ?? '', team ?? ''].join('|')
      const known = found.get(place) ?? {}
      found.set(place, known)
      for (const [name, amount] of Object.entries(amounts)) {
        if (/^h\d\d:/.test(name) && !hasHours) continue
        known[name] = name.includes('max:') ? Math.max(known[name] ?? 0, amount) : (known[name] ?? 0) + amount
      }
    }
  }

  const ofItsCall = ({ call_id: callId, account_id: agent }: Row) => {
    const call = calls.get(callId)
    return { queue: call?.queue ?? null, agent, tier: tierOf(call?.customer_id ?? null) }
  }

  for (const call of calls.values()) {
    const { direction, arrived_at: at, answered_at: answered, ended_at: ended, outcome, queue } = call
    if (direction !== 'inbound' || call.end_reason === 'joined') continue
    const team = ofCall.get(call.id)?.team ?? ''
    const agent = (JSON.parse(call.answered_by) as string[]).filter((one) => one[0] !== '?').pop() ?? null
    const keys = { queue, agent, tier: tierOf(call.customer_id) }
    const over: number | null = answered ?? ended
    if (over !== null) {
      const wait = over - at
      const amounts: Record<string, number> = { calls: 1, 'max:wait': wait }
      if (answered !== null) Object.assign(amounts, { answered: 1, waited: wait })
      if (answered !== null && wait <= (queue === 'night' ? 45_000 : 20_000)) amounts.within = 1
      if (answered === null && outcome === 'abandoned') amounts.abandoned = 1
      if (answered === null && wait <= 5000) amounts.brief = 1
      const hour = `h${clock(at).hour}:`
      const byHour = Object.fromEntries(Object.entries(amounts).map(([name, n]) => [hour + name, n]))
      if (answered !== null) amounts[bucketOf('wait', wait)] = 1
      else if (outcome === 'abandoned') amounts[bucketOf('gaveUp', wait)] = 1
      add('waiting', at, team, keys, { ...amounts, ...byHour })
    }
    add('recognition', at, team, keys, recognised(call.recognition))
    if (answered !== null) add('asked-again', at, team, keys, { calls: 1 })
  }

  for (const pop of await table('pop')) {
    const call = calls.get(pop.call_id)
    if (call?.direction !== 'inbound' || call.end_reason === 'joined') continue
    const received = events
      .filter((one) => one.call_id === pop.call_id && one.received_at <= pop.stored_at)
      .reduce<number | null>((last, one) => Math.max(last ?? 0, one.received_at), null)
    const amounts: Record<string, number> = { n: 1 }
    const step = (name: string, from: number | null, until: number | null) => {
      if (from !== null && until !== null) amounts[bucketOf(name, until - from)] = 1
    }
    const inTime = pop.rendered_at !== null && pop.rendered_at <= pop.answered_at
    if (inTime) amounts.inTime = 1
    if (pop.rendered_at === null) amounts.unseen = 1
    step('stored', received, pop.stored_at)
    step('sent', pop.stored_at, pop.sent_at)
    step('rendered', pop.sent_at, pop.rendered_at)
    if (inTime) step('answered', pop.rendered_at, pop.answered_at)
    step('whole', received, pop.rendered_at)
    const team = ofCall.get(call.id)?.team ?? ''
    const keys = { queue: call.queue, agent: pop.account_id, tier: tierOf(call.customer_id) }
    add('greeting', call.arrived_at, team, keys, amounts)
  }

  const askedOnDay = new Set<string>()
  for (const one of await table('asked_again')) {
    const team = ofCall.get(one.call_id)?.team ?? ''
    const keys = ofItsCall(one)
    const said = { n: 1, [one.known]: 1, [`fact:${one.key}`]: 1 }
    add('asked-again', one.at, team, { ...keys, fact: one.key }, said)
    askedOnDay.add(`${clock(one.at).day} ${one.call_id}`)
  }
  const sorted = ((await table('asked_again')) as Row[]).sort((a, b) => a.at - b.at || a.id - b.id)
  for (const one of sorted) {
    if (!askedOnDay.delete(`${clock(one.at).day} ${one.call_id}`)) continue
    add('asked-again', one.at, ofCall.get(one.call_id)?.team ?? '', ofItsCall(one), { asked: 1 })
  }

  for (const one of await table('wrap_up')) {
    if (one.after_call_ms === null) continue
    const ms: number = one.after_call_ms
    const amounts: Record<string, number> = { n: 1, sum: ms, 'max:after': ms, [bucketOf('after', ms)]: 1 }
    amounts[`disposition:${one.disposition}`] = 1
    if (one.typed_ms !== null) amounts[bucketOf('typed', one.typed_ms)] = 1
    const keys = { disposition: one.disposition, ...ofItsCall(one) }
    add('wrap-up', one.saved_at, ofCall.get(one.call_id)?.team ?? '', keys, amounts)
  }

  const begun = contacts
    .filter((one) => one.direction === 'inbound' && one.channel !== 'survey')
    .filter((one) => one.channel !== 'call' || one.outcome === 'answered')
  const caseOf = (one: Row): number | null => {
    const name = one.call_id === null ? `interaction:${one.id}` : `call:${one.call_id}`
    const ids = links.filter((link) => link.contact === name).map((link) => link.case_id as number)
    return ids.length === 0 ? null : Math.min(...ids)
  }
  const known = begun.map((row) => ({ row, caseId: caseOf(row), day: clock(row.started_at).day }))
  for (const { row, caseId, day } of known) {
    const { customer_id: customer, number_key: number, started_at: at, team, queue, disposition } = row
    const tier = tierOf(customer)
    const cause = caseId === null ? null : (cases.get(caseId)?.root_cause ?? null)
    const { dispositions, causes } = settings.leaving
    const amounts: Record<string, number> = { n: 1 }
    const byCause = cause !== null && causes.includes(cause)
    if (byCause || (disposition !== null && dispositions.includes(disposition))) {
      amounts.leaving = 1
      amounts[cause !== null ? `reason:cause:${cause}` : `reason:disposition:${disposition}`] = 1
    }
    add('risk', at, team, { tier, queue, agent: row.account_id }, amounts)
    add('contacts', at, team, { tier, agent: row.account_id }, { contacts: 1 })
    if (customer === null && number === null) continue
    const near = known.filter(
      (other) =>
        other.row.id !== row.id &&
        Math.abs(daysApart(other.day, day)) <= 7 &&
        (customer !== null
          ? other.row.customer_id === customer
          : row.call_id !== null
            ? isSameNumber(row, other.row)
            : isSameNumber(row, other.row)),
    )
    const same = (other: (typeof known)[number]) =>
      (caseId !== null && other.caseId === caseId) ||
      (disposition !== null && other.row.disposition === disposition)
    const before = near.filter((other) => other.row.id < row.id)
    const after = near.filter((other) => other.row.id > row.id)
    const isSettled = daysApart(day, settings.today) > 7
    const counted: Record<string, number> = { n: 1 }
    if (before.length > 0) {
      counted.repeats = 1
      counted[`disposition:${disposition ?? ''}`] = 1
      if (before.some(same)) counted.sameMatter = 1
    } else {
      counted.first = 1
      if (isSettled) counted.settled = 1
      if (isSettled && after.length === 0) counted.solved = 1
      if (isSettled && !after.some(same)) counted.matterSolved = 1
    }
    add('first-contact', at, team, { queue, agent: row.account_id, tier, disposition }, counted)
  }

  function isSameNumber(row: Row, other: Row): boolean {
    const call = other.call_id === null ? undefined : calls.get(other.call_id)
    return other.customer_id === null && call !== undefined && call.number_key === row.number_key
  }

  for (const one of cases.values()) {
    const keys = {
      cause: one.root_cause,
      department: one.department,
      agent: one.owner_id,
      tier: tierOf(one.customer_id),
    }
    const team = accounts.get(one.owner_id)?.team ?? ''
    const cause = `cause:${one.root_cause ?? ''}`
    const opened: Record<string, number> = { n: 1, contacts: one.contacts, [cause]: 1 }
    if (one.complaint_at !== null) opened.complaints = 1
    if (one.closed_at === null) opened.open = 1
    if (one.root_cause !== null) opened.explained = 1
    add('causes', one.opened_at, team, keys, opened)
    if (one.complaint_at === null) continue
    const complained: Record<string, number> = { n: 1, [cause]: 1 }
    if (one.closed_at === null) complained.open = 1
    else complained[bucketOf('settled', Math.max(0, one.closed_at - one.complaint_at))] = 1
    add('complaints', one.complaint_at, team, keys, complained)
  }

  for (const one of await table('promise')) {
    const keys = {
      department: one.department,
      agent: one.owner_id,
      tier: tierOf(one.customer_id),
      standing: one.standing,
    }
    const team = accounts.get(one.owner_id)?.team ?? ''
    add('promises', one.made_at, team, keys, { made: 1 })
    const due: Record<string, number> = { n: 1, [one.state]: 1 }
    if (one.made_good_at !== null) due.madeGood = 1
    if (one.due_at !== one.first_due_at) due.moved = 1
    add('promises', one.due_at, team, keys, due)
  }

  for (const one of await table('survey')) {
    const contact = ofCall.get(one.call_id)
    const amounts: Record<string, number> = { sent: 1 }
    if (one.answered_at !== null) {
      Object.assign(amounts, { n: 1, answeredOfSent: 1 })
      if (one.satisfaction !== null)
        Object.assign(amounts, { satisfaction: one.satisfaction, satisfactions: 1 })
      if (one.satisfaction !== null && one.satisfaction > 3) amounts.satisfied = 1
      if (one.recommendation !== null) {
        amounts[one.recommendation > 8 ? 'promoters' : one.recommendation > 6 ? 'passives' : 'detractors'] = 1
      }
      if (one.effort !== null) Object.assign(amounts, { effort: one.effort, efforts: 1 })
      if (one.is_bad === 1) amounts.bad = 1
    }
    const keys = {
      survey: one.name,
      queue: one.queue,
      agent: contact?.account_id ?? null,
      tier: tierOf(one.customer_id),
    }
    add('surveys', one.sent_at, contact?.team ?? '', keys, amounts)
  }

  for (const one of await table('signal')) {
    if (one.customer_id === null) continue
    const day = clock(one.posted_at).day
    const called = contacts
      .filter((row) => row.channel === 'call' && row.direction === 'inbound')
      .filter((row) => row.customer_id === one.customer_id && row.started_at >= one.posted_at)
      .filter((row) => row.started_at <= one.valid_until && daysApart(day, clock(row.started_at).day) <= 7)
      .map((row) => row.started_at as number)
    const first = called.length === 0 ? null : Math.min(...called)
    const topic: string = one.topic ?? one.kind
    const amounts: Record<string, number> = { n: 1, [`topic:${topic}`]: 1 }
    if (daysApart(day, settings.today) > 7) {
      const isTold = one.told_at !== null && (first === null || one.told_at <= first)
      amounts[isTold ? 'told' : 'untold'] = 1
      if (first !== null) amounts[isTold ? 'calledTold' : 'calledUntold'] = 1
    }
    add('told-before', one.posted_at, '', { topic, tier: tierOf(one.customer_id) }, amounts)
  }
  return found
}

function recognised(stored: string | null): Record<string, number> {
  const amounts: Record<string, number> = { calls: 1 }
  const parsed = stored === null ? [] : [JSON.parse(stored)].flat()
  const named = parsed.filter((one) => one.rule === 'agent-named').pop()
  const first = parsed.filter((one) => one.rule !== 'agent-named').pop()
  const why = (): string | null => {
    if (!first) return 'undecided'
    if (first.outcome === 'recognised') return named && named.customerId !== first.customerId ? 'wrong' : null
    if (first.outcome === 'withheld') return 'withheld'
    if (first.number.kind === 'unreadable') return 'unreadable'
    return first.outcome === 'unknown' ? 'unknown' : first.rule
  }
  const reason = why()
  const isShown = first && first.number.key !== null && first.outcome !== 'withheld'
  if (isShown) amounts.shown = 1
  if (reason === null) amounts.recognised = 1
  if (reason === null && isShown) amounts.recognisedShown = 1
  if (reason !== null) amounts[`reason:${reason}`] = 1
  if (reason === 'wrong') amounts.wrong = 1
  else if (reason !== null) amounts[named ? 'saidByAgent' : 'nobody'] = 1
  return amounts
}

function daysApart(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000)
}

function clockOf(timeZone: string): (at: number) => { day: string; hour: string } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (at) => {
    const [day = '', time = ''] = format.format(at).split(' ')
    return { day, hour: time.slice(0, 2) }
  }
}
