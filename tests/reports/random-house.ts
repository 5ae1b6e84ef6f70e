import { seededRandom } from '../../src/demo/seeded-random.ts'
import { firstIdAt } from '../../src/store/time-id.ts'

export type Sql = (text: string, ...values: (string | number | null)[]) => Promise<Record<string, unknown>[]>

const hour = 60 * 60_000
const day = 24 * hour
const queues = ['sales', 'support', 'night', null]
const agents = ['ann', 'ben', 'cy', 'dee']
const teams = ['north', 'south', null]
const tiers = ['standard', 'silver', 'gold']
const causes = ['delivery', 'price', 'defect', null]
const dispositions = ['solved', 'moved-away', 'complaint', null]
const departments = ['claims', 'depot', null]

/** A house to which things happen by chance, at chance times, through plain statements: what counts must notice by itself. */
export interface RandomHouse {
  now: number
  /** One thing happens, now or long after its time. */
  happen(): Promise<void>
}

export async function openRandomHouse(sql: Sql, seed: number, begin: number): Promise<RandomHouse> {
  const random = seededRandom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const some = (most: number): number => Math.floor(random() * most)
  const calls: { id: string; at: number; queue: string | null; isOver: boolean }[] = []
  const contacts: number[] = []
  const cases: number[] = []
  const promises: number[] = []
  const surveys: string[] = []
  const signals: number[] = []
  let customers = Array.from({ length: 12 }, (_, n) => n + 1)
  let made = 0
  const house = { now: begin, happen }

  for (const id of agents) {
    const columns = 'id, login, name, role, language, created_at, team'
    await sql(
      `insert into account (${columns}) values (?, ?, ?, 'agent', 'en', 0, ?)`,
      id,
      id,
      id,
      pick(teams),
    )
  }
  await sql("insert into queue_team (queue, team) values ('sales', 'north'), ('support', 'south')")
  for (const id of customers) {
    await sql(
      `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
        values (?, 'person', ?, ?, '[]', 1, 0, 0)`,
      id,
      `C${id}`,
      pick(tiers),
    )
  }

  /** Mostly just now; at times hours or days ago. */
  const when = (): number => house.now - (random() < 0.7 ? some(hour) : some(9 * day))
  const who = (): number | null => (random() < 0.75 ? pick(customers) : null)
  const nextId = (at: number): number => firstIdAt(at) + (made++ % 4096)

  async function callComes(): Promise<void> {
    const at = when()
    const id = `main:${++made}`
    const queue = pick(queues)
    const customer = who()
    const direction = random() < 0.85 ? 'inbound' : 'outbound'
    await sql(
      `insert into call (id, source, direction, phase, number_key, presentation, queue, customer_id, recognition,
        arrived_at, answered_by, offered_to, last_event_at, version)
        values (?, 'main', ?, 'arrived', ?, 'allowed', ?, ?, ?, ?, '[]', 0, ?, 1)`,
      id,
      direction,
      `+49${1000 + some(6)}`,
      queue,
      customer,
      recognitionOf(customer),
      at,
      at,
    )
    const call = { id, at, queue, isOver: false }
    calls.push(call)
    await callEnds(call, customer, direction)
  }

  function recognitionOf(customer: number | null): string | null {
    const number = { kind: random() < 0.9 ? 'e164' : 'unreadable', key: random() < 0.9 ? '+49' : null }
    if (random() < 0.05) return null
    const outcome =
      customer === null ? pick(['unknown', 'withheld', 'possible']) : pick(['recognised', 'ambiguous'])
    const first = {
      outcome,
      rule: outcome === 'possible' ? 'only-hints' : 'ahead',
      customerId: customer,
      number,
    }
    if (random() < 0.8) return JSON.stringify(random() < 0.5 ? first : [first])
    return JSON.stringify([
      first,
      { outcome: 'recognised', rule: 'agent-named', customerId: pick(customers) },
    ])
  }

  async function callEnds(
    call: (typeof calls)[number],
    customer: number | null,
    direction: string,
  ): Promise<void> {
    const outcome = pick(['answered', 'answered', 'answered', 'abandoned', 'missed'])
    const by =
      outcome === 'answered' ? Array.from({ length: 1 + some(2) }, () => pick([...agents, '?99'])) : []
    const wait = some(90_000)
    const ended = call.at + wait + some(10 * 60_000)
    const answered = outcome === 'answered' ? call.at + wait : null
    const sets = 'answered_at = ?, ended_at = ?, outcome = ?, answered_by = ?, end_reason = ?'
    await sql(
      `update call set ${sets} where id = ?`,
      answered,
      ended,
      outcome,
      JSON.stringify(by),
      random() < 0.03 ? 'joined' : null,
      call.id,
    )
    call.isOver = true
    for (const agent of new Set(by))
      if (!agent.startsWith('?')) await popOf(call.id, agent, call.at, answered ?? 0)
    const own = by.findLast((agent) => !agent.startsWith('?')) ?? null
    await contactWritten(call.at, 'call', direction, customer, own, call.queue, call.id, outcome)
  }

  async function popOf(callId: string, agent: string, at: number, answered: number): Promise<void> {
    const stored = at + some(300)
    await sql(
      `insert into call_event (call_id, event_id, kind, at, received_at, body) values (?, ?, 'offered', ?, ?, '{}')`,
      callId,
      `${callId}-${agent}`,
      at,
      at + some(200),
    )
    await sql(
      `insert into pop (call_id, account_id, version, state, content, offered_at, stored_at, sent_at, rendered_at,
        answered_at, updated_at) values (?, ?, 1, 'closed', '{}', ?, ?, ?, ?, ?, ?)`,
      callId,
      agent,
      at,
      stored,
      stored + some(20),
      random() < 0.9 ? stored + some(120_000) : null,
      answered,
      at,
    )
  }

  async function contactWritten(
    at: number,
    channel: string,
    direction: string,
    customer: number | null,
    agent: string | null,
    queue: string | null,
    callId: string | null,
    outcome: string | null,
  ): Promise<void> {
    const id = nextId(at)
    const columns = `id, channel, direction, started_at, customer_id, number_key, account_id, queue, call_id, outcome,
      disposition, body, indexed, team`
    await sql(
      `insert into interaction (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 1, ?)`,
      id,
      channel,
      direction,
      at,
      customer,
      random() < 0.9 ? `+49${1000 + some(6)}` : null,
      agent,
      queue,
      callId,
      outcome,
      pick(dispositions),
      pick(teams),
    )
    if (callId !== null) {
      // As the call has it.
      await sql(
        'update interaction set number_key = (select number_key from call where id = ?) where id = ?',
        callId,
        id,
      )
    }
    contacts.push(id)
    if (cases.length > 0 && random() < 0.3)
      await caseLinked(callId === null ? `interaction:${id}` : `call:${callId}`, at)
  }

  async function caseLinked(contact: string, at: number): Promise<void> {
    await sql(
      `insert into case_contact (case_id, contact, at, linked) values (?, ?, ?, 'said') on conflict do nothing`,
      pick(cases),
      contact,
      at,
    )
  }

  async function caseOpens(): Promise<void> {
    const at = when()
    const id = ++made
    cases.push(id)
    const columns = `id, customer_id, subject, opened_at, owner_id, department, root_cause, complaint_at, contacts`
    await sql(
      `insert into customer_case (${columns}) values (?, ?, 'x', ?, ?, ?, ?, ?, ?)`,
      id,
      pick(customers),
      at,
      random() < 0.7 ? pick(agents) : null,
      pick(departments),
      pick(causes),
      random() < 0.3 ? at + some(day) : null,
      1 + some(4),
    )
  }

  async function promiseMade(): Promise<void> {
    const at = when()
    const due = at + some(6 * day)
    const id = ++made
    promises.push(id)
    const columns = `id, origin, customer_id, text, channel, owner_id, department, made_by, made_at, due_at, first_due_at,
      state, standing, version`
    await sql(
      `insert into promise (${columns}) values (?, 'test', ?, 'x', 'call', ?, ?, 'x', ?, ?, ?, 'open', ?, 1)`,
      id,
      who(),
      random() < 0.6 ? pick(agents) : null,
      pick(departments),
      at,
      due,
      due,
      random() < 0.2 ? 'in-a-day' : null,
    )
  }

  async function promiseChanges(): Promise<void> {
    const id = pick(promises)
    const change = pick([
      () => sql('update promise set due_at = due_at + ? where id = ?', some(3 * day), id),
      () => sql('update promise set made_good_at = ? where id = ?', house.now, id),
      () => sql('update promise set customer_id = ? where id = ?', pick(customers), id),
      () => sql('update promise set state = ? where id = ?', pick(['kept', 'broken', 'released']), id),
    ])
    await change()
  }

  async function surveySent(): Promise<void> {
    if (calls.length === 0) return
    const { id: callId, queue } = pick(calls)
    const at = when()
    const id = `s${++made}`
    const written = await sql(
      `insert into survey (id, token_hash, name, call_id, customer_id, queue, language, sent_at, expires_at)
        values (?, ?, ?, ?, ?, ?, 'en', ?, ?) on conflict do nothing returning id`,
      id,
      id,
      pick(['after-call', 'after-repair']),
      callId,
      who(),
      queue,
      at,
      at + 7 * day,
    )
    if (written.length > 0) surveys.push(id)
  }

  async function surveyAnswered(): Promise<void> {
    await sql(
      `update survey set answered_at = ?, satisfaction = ?, recommendation = ?, effort = ?, is_bad = ? where id = ?`,
      house.now,
      random() < 0.9 ? 1 + some(5) : null,
      random() < 0.9 ? some(11) : null,
      random() < 0.9 ? 1 + some(5) : null,
      some(2),
      pick(surveys),
    )
  }

  async function signalPosted(): Promise<void> {
    const at = when()
    const id = ++made
    signals.push(id)
    await sql(
      `insert into signal (id, sender, customer_id, kind, topic, severity, text, at, valid_from, valid_until, posted_at,
        changed_at, over_at) values (?, 'x', ?, 'outage', ?, 'notice', 'x', ?, ?, ?, ?, ?, ?)`,
      id,
      who(),
      pick(['storm', null]),
      at,
      at,
      at + some(12 * day),
      at,
      at,
      random() < 0.5 ? at + day : null,
    )
  }

  async function merged(): Promise<void> {
    if (customers.length < 4) return
    const [loser, winner] = [pick(customers), pick(customers)]
    if (loser === winner) return
    customers = customers.filter((id) => id !== loser)
    for (const table of ['customer_case', 'promise', 'survey', 'signal', 'asked_again', 'interaction']) {
      await sql(`update ${table} set customer_id = ? where customer_id = ?`, winner, loser)
    }
    // Whoever was merged into the loser before goes along, as one leads to the next.
    await sql('update customer set merged_into = ? where id = ? or merged_into = ?', winner, loser, loser)
  }

  async function asked(): Promise<void> {
    const call = pick(calls)
    const at = Math.max(call.at, when())
    await sql(
      'insert into asked_again (id, at, key, call_id, account_id, known) values (?, ?, ?, ?, ?, ?)',
      ++made,
      at,
      pick(['address', 'birthday']),
      call.id,
      pick(agents),
      pick(['known', 'confirm', 'missing']),
    )
  }

  async function wrappedUp(): Promise<void> {
    const columns = 'call_id, account_id, disposition, note, saved_at, after_call_ms, typed_ms'
    await sql(
      `insert into wrap_up (${columns}) values (?, ?, ?, '', ?, ?, ?)
        on conflict (call_id, account_id) do update set disposition = excluded.disposition, after_call_ms = excluded.after_call_ms`,
      pick(calls).id,
      pick(agents),
      pick(dispositions) ?? 'solved',
      when(),
      random() < 0.9 ? some(600_000) : null,
      random() < 0.7 ? some(60_000) : null,
    )
  }

  async function corrected(): Promise<void> {
    const customer = pick(customers)
    const { id } = pick(calls)
    await sql(
      'update call set customer_id = ?, recognition = ? where id = ?',
      customer,
      recognitionOf(customer),
      id,
    )
    await sql('update interaction set customer_id = ? where call_id = ?', customer, id)
  }

  async function happen(): Promise<void> {
    const more = calls.length > 0
    const things: (() => Promise<unknown>)[] = [
      callComes,
      callComes,
      callComes,
      callComes,
      caseOpens,
      promiseMade,
      signalPosted,
      () =>
        contactWritten(when(), pick(['e-mail', 'chat', 'survey']), 'inbound', who(), null, null, null, null),
      () => sql('update customer set tier = ? where id = ?', pick(tiers), pick(customers)),
      async () =>
        random() < 0.3 && sql('update account set team = ? where id = ?', pick(teams), pick(agents)),
      async () => random() < 0.3 && merged(),
      ...(more ? [asked, wrappedUp, wrappedUp, corrected, surveySent] : []),
      ...(contacts.length > 0
        ? [
            () =>
              sql('update interaction set disposition = ? where id = ?', pick(dispositions), pick(contacts)),
          ]
        : []),
      ...(cases.length > 0
        ? [
            () => sql('update customer_case set closed_at = ? where id = ?', house.now, pick(cases)),
            () => sql('update customer_case set root_cause = ? where id = ?', pick(causes), pick(cases)),
            () => sql('update customer_case set complaint_at = ? where id = ?', when(), pick(cases)),
            () => sql('delete from case_contact where case_id = ?', pick(cases)),
          ]
        : []),
      ...(promises.length > 0 ? [promiseChanges, promiseChanges] : []),
      ...(surveys.length > 0 ? [surveyAnswered] : []),
      ...(signals.length > 0
        ? [() => sql('update signal set told_at = ? where id = ?', when(), pick(signals))]
        : []),
    ]
    await pick(things)()
  }
  return house
}
