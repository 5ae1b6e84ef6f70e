import { type Call, recall } from '../../src/call/call.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { type Desktop, openHouse, type Person, type TestHouse } from '../house.ts'

export const hookToken = 'token-in-the-address-of-a-phone-system'

type Agent = 'alice' | 'bob' | 'carol'
const agents: readonly Agent[] = ['alice', 'bob', 'carol']

/** A house whose only phone system speaks one of the dialects, with alice (1001), bob (1002) and carol (1003) at their desks. */
export interface DialectHouse {
  readonly house: TestHouse
  /** What phone systems call, without a slash at the end. */
  readonly publicUrl: string
  readonly supervisor: Person
  /** What each desktop shows of the calls that are not over, in one line: `alice: ringing full, bob: connected`. */
  shown(): string
  /** Resolves when {@link shown} is this. */
  untilShown(line: string): Promise<void>
  /** Sends a request to `/v1/sources/main/<path>`. */
  send(path: string, request?: SentRequest): Promise<{ status: number; type: string | null; body: string }>
  /** The pop that this desktop shows, where it shows one. */
  shownPop(who: Agent): Pop | undefined
  storedCall(call: string): Promise<Call | null>
  /** Another name by which the phone system calls somebody. */
  giveExtension(who: Agent, extension: string): Promise<void>
  until(holds: () => boolean): Promise<void>
  /** After a restart of the program. */
  reopenDesks(): Promise<void>
  /** What the desks have shown up to now counts no more. */
  newStory(): void
  close(): Promise<void>
}

export interface SentRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string | readonly string[]>> | URLSearchParams
  readonly json?: unknown
  readonly raw?: string
}

export const publicUrl = 'https://calls.example'

/** Opens the whole program with one source `main`; `source` is what its configuration says besides the usual. */
export async function openDialectHouse(source: {
  readonly kind: string
  readonly [setting: string]: unknown
}): Promise<DialectHouse> {
  const main = {
    name: 'main',
    numberFormat: 'e164',
    region: 'DE',
    extensionLength: 4,
    timeZone: 'Europe/Berlin',
    queues: [{ id: 'support', name: 'Support' }],
    ...source,
  }
  const house = await openHouse({ publicUrl, sources: [main] }, { demo: true })
  const desks = new Map<Agent, Desktop>()
  const openDesks = async (): Promise<void> => {
    for (const who of agents) {
      desks.get(who)?.close()
      desks.set(who, await (await house.signIn(who)).openDesktop())
    }
  }
  await openDesks()
  const earlier = new Set<string>()
  const given = new Map<Agent, readonly string[]>([
    ['alice', ['1001']],
    ['bob', ['1002']],
    ['carol', ['1003']],
  ])
  const open = (who: Agent): Pop[] =>
    (desks.get(who)?.pops() ?? []).filter((pop) => pop.state !== 'closed' && !earlier.has(pop.callId))
  const shown = (): string =>
    agents.flatMap((who) => open(who).map((pop) => `${who}: ${pop.state}`)).join(', ')
  const until = async (holds: () => boolean, wanted: string): Promise<void> => {
    const late = Date.now() + 3000
    while (!holds()) {
      if (Date.now() > late) throw new Error(`waited for ${wanted}, shown is “${shown()}”`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return {
    house,
    publicUrl,
    supervisor: await house.signIn('sam'),
    shown,
    untilShown: (line) => until(() => shown() === line, `“${line}”`),
    until: (holds) => until(holds, 'what was expected'),
    reopenDesks: openDesks,
    async giveExtension(who, extension) {
      const admin = await house.signIn('ada')
      const extensions = [...(given.get(who) ?? []), extension]
      given.set(who, extensions)
      const answer = await admin.ask('PATCH', `/v1/accounts/${house.ids[who]}`, {
        extensions: extensions.map((one) => ({ source: 'main', extension: one })),
      })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    },
    send: (path, request = {}) => send(house, path, request),
    shownPop: (who) => open(who)[0],
    async storedCall(call) {
      const stored = await house.app.store.readCall(`main:${call}`)
      return stored && recall(stored.events).call
    },
    newStory() {
      for (const desk of desks.values()) for (const { callId } of desk.pops()) earlier.add(callId)
    },
    async close() {
      for (const desk of desks.values()) desk.close()
      await house.close()
    },
  }
}

async function send(house: TestHouse, path: string, { method = 'POST', ...sent }: SentRequest) {
  const { type, text } = bodyOf(sent)
  const answer = await fetch(`${house.app.url}/v1/sources/main/${path}`, {
    method,
    headers: { ...(type === null ? {} : { 'content-type': type }), ...sent.headers },
    ...(text === null || method === 'GET' ? {} : { body: text }),
  })
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
}

/** The body as it will be sent, so that a test can sign it. */
export function bodyOf({ form, json, raw }: SentRequest): { type: string | null; text: string | null } {
  if (raw !== undefined) return { type: null, text: raw }
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) }
  if (form === undefined) return { type: null, text: null }
  return { type: 'application/x-www-form-urlencoded', text: formOf(form).toString() }
}

function formOf(form: NonNullable<SentRequest['form']>): URLSearchParams {
  if (form instanceof URLSearchParams) return form
  return new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one as string]),
    ),
  )
}
