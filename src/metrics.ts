import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The figures of `/metrics`. Labels carry no personal data. */
export interface Meters {
  readonly registry: Registry
  /** One step of the way of an event, from its receipt, in ms. */
  readonly step: (step: 'stored' | 'sent' | 'rendered', ms: number) => void
  readonly taken: (source: string, kind: string) => void
  readonly refused: (code: string, where: string) => void
  /** A call was answered: had the pop been painted by then? */
  readonly greeted: (inTime: boolean) => void
  readonly recognised: (outcome: string) => void
  /** A number was looked up for a phone system, in ms. */
  readonly lookedUp: (ms: number) => void
  readonly staleRing: (source: string) => void
  readonly overtaken: () => void
  readonly connection: (source: string, up: boolean) => void
  /** A phone system named an agent whom no account stands for. */
  readonly unknownAgent: (source: string) => void
  /** A phone system's request said nothing that is of interest here. */
  readonly ignored: (source: string) => void
  /** The server closed a desktop's socket. */
  readonly desktopCut: (reason: string) => void
  /** A desktop was not let in. */
  readonly desktopTurnedAway: (why: string) => void
  /** A question to an outside directory, in ms. */
  readonly directoryAsked: (directory: string, result: 'found' | 'nobody' | 'broken', ms: number) => void
  /** One attempt to tell another system something. */
  readonly webhookSent: (webhook: string, result: 'delivered' | 'failed' | 'dead') => void
}

/** How the store and its disk fare. */
export interface StoreMeters {
  /** Whether the store takes writes and is not known to be damaged. */
  readonly storeWell: (well: boolean) => void
  /** Free space where the store lies, 0 to 1. */
  readonly diskFree: (share: number) => void
  readonly checked: (result: string) => void
}

const stepBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function openMeters(desktops: () => number, liveCalls: () => number): Meters & StoreMeters {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'greetline_' })
  const way = new Histogram({
    name: 'greetline_way_seconds',
    help: 'From the receipt of an event until it is stored, sent to a desktop, rendered there',
    labelNames: ['step'],
    buckets: stepBuckets,
    registers,
  })
  const stored = way.labels('stored')
  const sent = way.labels('sent')
  const rendered = way.labels('rendered')
  const children = { stored, sent, rendered }
  const taken = new Counter({
    name: 'greetline_events_total',
    help: 'Call events taken',
    labelNames: ['source', 'kind'],
    registers,
  })
  const refused = new Counter({
    name: 'greetline_refusals_total',
    help: 'Requests refused, by code',
    labelNames: ['code', 'where'],
    registers,
  })
  const greeted = new Counter({
    name: 'greetline_offers_greeted_total',
    help: 'Answered offers, by whether the pop was painted before the answer',
    labelNames: ['in_time'],
    registers,
  })
  const recognised = new Counter({
    name: 'greetline_recognitions_total',
    help: 'Callers looked up, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const stale = new Counter({
    name: 'greetline_stale_rings_total',
    help: 'Rings reported too late to pop anybody',
    labelNames: ['source'],
    registers,
  })
  const lookedUp = new Histogram({
    name: 'greetline_lookup_seconds',
    help: 'From the receipt of a look-up until its answer',
    buckets: stepBuckets,
    registers,
  })
  const overtaken = new Counter({
    name: 'greetline_overtaken_total',
    help: 'Writes decided again because somebody else had written the call',
    registers,
  })
  const connection = new Gauge({
    name: 'greetline_connection_up',
    help: '1 while the connection to a phone system is up',
    labelNames: ['source'],
    registers,
  })
  const unknownAgents = new Counter({
    name: 'greetline_unknown_agents_total',
    help: 'Agents named by a phone system whom no account stands for',
    labelNames: ['source'],
    registers,
  })
  const ignored = new Counter({
    name: 'greetline_ignored_hooks_total',
    help: 'Requests of phone systems that said nothing of interest',
    labelNames: ['source'],
    registers,
  })
  const cut = new Counter({
    name: 'greetline_desktops_cut_total',
    help: 'Desktops whose socket the server closed',
    labelNames: ['reason'],
    registers,
  })
  const turnedAway = new Counter({
    name: 'greetline_desktops_turned_away_total',
    help: 'Desktops that were not let in; busy and full are told to come back',
    labelNames: ['why'],
    registers,
  })
  const directories = new Histogram({
    name: 'greetline_directory_seconds',
    help: 'Questions to outside directories, by what came of them',
    labelNames: ['directory', 'result'],
    buckets: stepBuckets,
    registers,
  })
  const webhooks = new Counter({
    name: 'greetline_webhook_attempts_total',
    help: 'Attempts to tell another system something; dead is given up for good',
    labelNames: ['webhook', 'result'],
    registers,
  })
  const storeWell = new Gauge({
    name: 'greetline_store_up',
    help: '1 while the store takes writes and is not known to be damaged',
    registers,
  })
  storeWell.set(1)
  const diskFree = new Gauge({
    name: 'greetline_disk_free_ratio',
    help: 'Free space where the store lies',
    registers,
  })
  const checked = new Counter({
    name: 'greetline_integrity_checks_total',
    help: 'Integrity checks of the store, by result',
    labelNames: ['result'],
    registers,
  })
  new Gauge({
    name: 'greetline_desktops',
    help: 'Connected desktops',
    registers,
    collect() {
      this.set(desktops())
    },
  })
  new Gauge({
    name: 'greetline_calls_followed',
    help: 'Calls held in memory',
    registers,
    collect() {
      this.set(liveCalls())
    },
  })
  return {
    registry,
    step: (step, ms) => children[step].observe(ms / 1000),
    taken: (source, kind) => taken.inc({ source, kind }),
    refused: (code, where) => refused.inc({ code, where }),
    greeted: (inTime) => greeted.inc({ in_time: inTime ? 'yes' : 'no' }),
    recognised: (outcome) => recognised.inc({ outcome }),
    lookedUp: (ms) => lookedUp.observe(ms / 1000),
    staleRing: (source) => stale.inc({ source }),
    overtaken: () => overtaken.inc(),
    connection: (source, up) => connection.set({ source }, up ? 1 : 0),
    unknownAgent: (source) => unknownAgents.inc({ source }),
    ignored: (source) => ignored.inc({ source }),
    desktopCut: (reason) => cut.inc({ reason }),
    desktopTurnedAway: (why) => turnedAway.inc({ why }),
    directoryAsked: (directory, result, ms) => directories.observe({ directory, result }, ms / 1000),
    webhookSent: (webhook, result) => webhooks.inc({ webhook, result }),
    storeWell: (well) => storeWell.set(well ? 1 : 0),
    diskFree: (share) => diskFree.set(share),
    checked: (result) => checked.inc({ result }),
  }
}

/** What a node holds that is not in the store yet. */
export interface SpoolMeters {
  readonly drained: (events: number) => void
}

/** Adds the figures of a spool; `usage` is asked whenever somebody reads them. */
export function openSpoolMeters(
  { registry }: Pick<Meters, 'registry'>,
  usage: () => { readonly rows: number; readonly setAside: number; readonly bytes: number },
): SpoolMeters {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  gauge('greetline_spooled_events', 'Events on this node that are not in the store yet', () => usage().rows)
  gauge('greetline_spool_bytes', 'Room that they take', () => usage().bytes)
  gauge(
    'greetline_spool_set_aside',
    'Events since the start that the store cannot hold; they are kept on this node',
    () => usage().setAside,
  )
  const drained = new Counter({
    name: 'greetline_spool_drained_total',
    help: 'Events moved from the spool into the store',
    registers,
  })
  return { drained: (events) => drained.inc(events) }
}
