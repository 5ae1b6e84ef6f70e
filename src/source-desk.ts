import type { CallerNumber, NumberPlan } from './call/caller-number.ts'
import { numberKey } from './call/caller-number.ts'
import { isTestCall } from './call/test-call.ts'
import type { SourceConfig } from './config.ts'
import { numberReader } from './recognition/read-number.ts'
import { showNumber } from './recognition/show-number.ts'

/** One source, made ready for the way of its calls: its numbers read, its DIDs and queues by name. */
export interface SourceDesk {
  readonly name: string
  readonly region: string
  readonly language: string
  readonly timeZone: string | null
  readonly readNumber: (raw: string) => CallerNumber
  /** An E.164 number as people of the source's region write it. */
  readonly showNumber: (e164: string) => string
  /** ISO 3166 region of an E.164 number; null where it has none, such as a satellite phone. */
  readonly regionOf: (e164: string) => string | null
  readonly did: (raw: string) => Place | null
  readonly queue: (id: string) => QueueDesk
  /** As configured; the phone system may have more. */
  readonly queues: readonly QueueDesk[]
  /** Is this key one of the source's own numbers? */
  readonly isOwn: (key: string) => boolean
  /** Whether the phone system's id of a call is that of a test call of the house's own, which counts nowhere. */
  readonly isTest: (call: string) => boolean
}

export type NumberSource = Pick<
  SourceConfig,
  'name' | 'region' | 'numberFormat' | 'areaCode' | 'outsidePrefix' | 'extensionLength'
>

interface Place {
  readonly number: string
  readonly name: string
  readonly language: string | null
}

interface QueueDesk extends Place {
  readonly id: string
  readonly ringsSeveral: boolean
}

/** How many numbers a source remembers having read: callers call again, and reading one costs 17-60 µs. */
const numbersRemembered = 20_000

export function sourceDesk(source: SourceConfig): SourceDesk {
  const read = numberReader(numberPlan(source), numbersRemembered)
  const keyOf = (raw: string): string => numberKey(read(raw), source.name) ?? raw
  const dids = new Map(
    source.dids.map((did) => [
      keyOf(did.number),
      { number: did.number, name: did.name, language: did.language ?? null },
    ]),
  )
  const queues = new Map(
    source.queues.map(({ id, name, language, ringsSeveral }) => [
      id,
      { id, number: id, name, language: language ?? null, ringsSeveral },
    ]),
  )
  const proofs = proofsOf(source)
  const shown = remembering((e164) => showNumber(e164, source.region))
  return {
    name: source.name,
    region: source.region,
    language: source.language,
    timeZone: source.timeZone ?? null,
    readNumber: read,
    showNumber: (e164) => shown(e164).text,
    regionOf: (e164) => shown(e164).region,
    did: (raw) => dids.get(keyOf(raw)) ?? null,
    queue: (id) => queues.get(id) ?? { id, number: id, name: id, language: null, ringsSeveral: false },
    queues: [...queues.values()],
    isOwn: (key) => dids.has(key),
    isTest: (call) => isTestCall(proofs, call),
  }
}

/** What only the house and this phone system know, the surest first: test calls are marked with it. */
export function proofsOf(source: SourceConfig): readonly string[] {
  const { secrets, tokens, asterisk, freeswitch, '3cx': threecx } = source
  const ofConnection = [asterisk?.secret, freeswitch?.password, threecx?.clientSecret]
  return [...tokens, ...secrets, ...ofConnection.filter((one) => one !== undefined)]
}

/** How the numbers of a source are written, from its configuration. */
export function numberPlan(source: NumberSource): NumberPlan {
  const { region, numberFormat: format, areaCode, outsidePrefix, extensionLength } = source
  return {
    region,
    format,
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(outsidePrefix === undefined ? {} : { outsidePrefix }),
    ...(extensionLength === undefined ? {} : { extensionLength }),
  }
}

function remembering<T>(work: (e164: string) => T): (e164: string) => T {
  let known = new Map<string, T>()
  return (e164) => {
    if (known.has(e164)) return known.get(e164) as T
    if (known.size >= numbersRemembered) known = new Map()
    const made = work(e164)
    known.set(e164, made)
    return made
  }
}
