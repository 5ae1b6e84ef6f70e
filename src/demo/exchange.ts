import type { Said } from '../speakers/said.ts'
import type { Voice } from './voice.ts'

/** A phone system to which the house connects, as the demo plays one. */
export interface Exchange {
  readonly kind: string
  readonly tells: Voice['tells']
  /** Listens on a free port of this machine alone, for one source. */
  readonly open: (world: ExchangeWorld) => Promise<OpenExchange>
}

export interface ExchangeWorld {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** In [0, 1). */
  readonly random: () => number
}

export interface OpenExchange {
  /** What a source of the demo has to say of it besides its numbers, queues and region. */
  readonly source: Readonly<Record<string, unknown>>
  /** The id by which the house will know a call that begins with this. */
  readonly begin: (first: Said) => string
  /** Tells whoever is connected; steps of a call in their order. */
  readonly tell: (call: string, says: Said) => void
  readonly close: () => Promise<void>
}

/** The demo phone system as exchanges that the house is connected to, one for each source. */
export function connectedVoice(
  { tells }: Exchange,
  exchanges: Readonly<Record<string, OpenExchange>>,
): Voice {
  return {
    tells,
    mayDisorder: false,
    begin: ({ source, steps: [first] }) =>
      first === undefined ? '' : (exchanges[source]?.begin(first.says) ?? ''),
    async tell(source, { call, says }) {
      exchanges[source]?.tell(call, says)
    },
  }
}
