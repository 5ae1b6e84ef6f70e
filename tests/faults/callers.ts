import { pause, type Running, storyOfCall } from './real-house.ts'

/** Phone systems that tell call after call and, as such do, send again what was not answered with 202. */
export interface Callers {
  /** Ids of events that were answered with 202, each with its call. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Statuses of answers that were not 202, and of requests that broke off (0). */
  readonly refused: readonly number[]
  readonly calls: readonly string[]
  /** When the last event was acknowledged, by the clock that never jumps. */
  lastAcknowledged(): number
  /** Lets the calls that are going on come to their ends; resolves then. */
  stop(): Promise<void>
  /** Lets them pause where they are, most of them within a call; resolves when nothing is under way. */
  freeze(): Promise<void>
  goOn(): void
}

/** What becomes of a request on its way; the same is sent again until it is answered with 202. */
export type Mishap =
  | { readonly kind: 'none' }
  /** It comes in several times at once. */
  | { readonly kind: 'copies'; readonly times: number }
  /** The sender gives up before there is an answer. */
  | { readonly kind: 'broken-off'; readonly afterMs: number }
  /** It comes in together with those after it, in this disorder. */
  | { readonly kind: 'disorder'; readonly places: readonly number[] }

export interface Manner {
  readonly story?: (call: string, began: number) => readonly ToldEvent[]
  /** Without an answer for so long a request is given up and sent again, ms. */
  readonly patienceMs?: number
  /** Between two events of a call, ms. */
  readonly paceMs?: () => number
  readonly mishap?: () => Mishap
  /** Done once a call was told to its end, and again until it says that it is done. */
  readonly afterEnd?: (story: readonly ToldEvent[]) => Promise<boolean>
}

export interface ToldEvent {
  readonly id: string
  readonly call: string
  readonly kind: string
  /** When it happened, ms; when it is sent for the first time, if nothing is said. */
  readonly time?: number
}

const none: Mishap = { kind: 'none' }

/** `server` is asked anew for each request: it may have been killed and begun again. */
export function beginCalling(
  server: () => Running | null,
  howMany: number,
  name: string,
  manner: Manner = {},
): Callers {
  const { story = storyOfCall, patienceMs, paceMs, mishap = () => none, afterEnd } = manner
  const acknowledged = new Map<string, string>()
  const refused: number[] = []
  const calls: string[] = []
  const gate = openGate()
  let stopping = false
  let last = performance.now()

  const ask = async (event: ToldEvent, withinMs = patienceMs): Promise<boolean> => {
    const at = server()
    const status = at ? await statusOf(at, event, withinMs) : 0
    if (status === 202) {
      acknowledged.set(event.id, event.call)
      last = performance.now()
      return true
    }
    if (at) refused.push(status)
    await pause(status === 503 ? 50 : 10)
    return false
  }

  const send = async (event: ToldEvent): Promise<void> => {
    while (!(await gate.pass(() => ask(event))));
  }

  const sendSo = async (how: Mishap, [first, ...rest]: readonly ToldEvent[]): Promise<number> => {
    if (first === undefined) return 0
    if (how.kind === 'broken-off') await gate.pass(() => ask(first, how.afterMs))
    if (how.kind === 'copies') await Promise.all(Array.from({ length: how.times }, () => send(first)))
    const places = how.kind === 'disorder' ? how.places : [0]
    const together = [first, ...rest].slice(0, places.length)
    await Promise.all(
      together.map(async (event, n) => {
        await pause((places[n] ?? 0) * 15)
        await send(event)
      }),
    )
    return together.length
  }

  const tell = async (line: number): Promise<void> => {
    for (let n = 0; !stopping; n++) {
      const call = `${name}-${line}-${n}`
      const events = story(call, Date.now())
      calls.push(call)
      for (let told = 0, time = 0; told < events.length; ) {
        const from = Math.max(time, Date.now())
        const sent = await sendSo(
          mishap(),
          events.slice(told).map((event, n) => ({ time: from + n, ...event })),
        )
        told += sent
        time = from + sent
        if (paceMs) await gate.pass(() => pause(paceMs()))
      }
      while (afterEnd && !(await gate.pass(() => afterEnd(events)))) await pause(20)
    }
  }

  const lines = Array.from({ length: howMany }, (_, line) => tell(line))
  return {
    acknowledged,
    refused,
    calls,
    lastAcknowledged: () => last,
    async stop() {
      stopping = true
      gate.open()
      await Promise.all(lines)
    },
    freeze: gate.close,
    goOn: gate.open,
  }
}

/** Lets pieces of work through; while it is closed they wait in front of it. */
export function openGate() {
  let within = 0
  let way: PromiseWithResolvers<void> | null = null
  let emptied: (() => void) | null = null
  return {
    async pass<T>(work: () => Promise<T>): Promise<T> {
      while (way) await way.promise
      within++
      try {
        return await work()
      } finally {
        within--
        if (within === 0) emptied?.()
      }
    },
    /** Resolves when nothing is within. */
    close(): Promise<void> {
      way ??= Promise.withResolvers()
      if (within === 0) return Promise.resolve()
      return new Promise((resolve) => {
        emptied = resolve
      })
    },
    open(): void {
      way?.resolve()
      way = null
      emptied = null
    },
  }
}

async function statusOf(server: Running, event: object, patienceMs?: number): Promise<number> {
  try {
    const response = await server.post(event, patienceMs)
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
