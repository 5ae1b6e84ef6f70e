import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Rereading, RereadingFinding, RereadingStage, RereadingStep } from '../store/rereading-store.ts'
import type { Store } from '../store/store.ts'
import { type NumberRules, type Reread, rereadCallNumber, rereadCustomerNumber } from './reread-number.ts'

export interface RereaderParts extends NumberRules {
  readonly store: Pick<
    Store,
    | 'claimRereading'
    | 'readStoredNumbers'
    | 'readStoredInteractions'
    | 'readStoredJudgements'
    | 'readRereadingBounds'
    | 'haveMergedSince'
    | 'advanceRereading'
    | 'finishRereading'
    | 'readRereading'
  >
  /** By source, what its stored keys are to be made by: see readingFingerprints(). */
  readonly fingerprints: Readonly<Record<string, string>>
  /** A name that no other node, and no earlier run of this one, has. */
  readonly node: string
  readonly now: () => number
  readonly tell: (what: 'begun' | 'going on' | 'done', job: Rereading) => void
  readonly onFault: (reason: unknown) => void
  readonly rhythm?: Partial<Rhythm>
}

const rereadingStages: readonly RereadingStage[] = ['customers', 'interactions', 'judgements']

interface Rhythm {
  /** Rows per batch; one number takes 20-60 µs to read, and call events wait for that long. */
  readonly batch: number
  /** Between two batches, ms. */
  readonly restMs: number
  /** How often it is written down how far it is, ms, where nothing else is to be written. */
  readonly noteMs: number
  readonly tellMs: number
  /** A node that has not written for this long is taken for dead, ms. */
  readonly leaseMs: number
  /** How long to wait before asking again, ms. */
  readonly againMs: number
}

const usualRhythm: Rhythm = {
  batch: 25,
  restMs: 5,
  noteMs: 1000,
  tellMs: 10_000,
  leaseMs: 30_000,
  againMs: 20_000,
}

/**
 * Reads all stored numbers again where the settings of their sources, or the reading itself, have changed since: in small
 * batches that let call events pass, on one node, and on from where a stopped process was. Customers stay findable by
 * their old keys until the new ones stand. `stop` resolves when the batch under way is done.
 */
export function rereadStoredNumbers(parts: RereaderParts): {
  stop(): Promise<void>
  readonly finished: Promise<void>
} {
  const stopping = new AbortController()
  const rhythm = { ...usualRhythm, ...parts.rhythm }
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const more = await claimAndRun(parts, rhythm, stopping.signal).catch((reason: unknown) => {
        parts.onFault(reason)
        return true
      })
      if (!more) return
      await rest(rhythm.againMs, stopping.signal)
    }
  }
  const finished = work()
  return {
    finished,
    stop() {
      stopping.abort()
      return finished
    },
  }
}

/** False when nothing is left to do. */
async function claimAndRun(parts: RereaderParts, rhythm: Rhythm, signal: AbortSignal): Promise<boolean> {
  const claim = await parts.store.claimRereading(parts.fingerprints, leaseOf(parts, rhythm), parts.now())
  if (claim.kind !== 'mine') return claim.kind === 'taken'
  parts.tell('begun', claim.job)
  const stages = rereadingStages.slice(rereadingStages.indexOf(claim.job.stage))
  for (const [n, stage] of stages.entries()) {
    const run = { parts, rhythm, signal, job: claim.job, stage }
    const done = await runStage(run, n === 0 ? claim.job.place : null)
    if (!done) return true
  }
  if (!(await parts.store.finishRereading(claim.job.id, parts.node, parts.now()))) return true
  const job = await parts.store.readRereading(claim.job.id)
  if (job) parts.tell('done', job)
  return false
}

function leaseOf({ node, now }: RereaderParts, { leaseMs }: Rhythm) {
  return { node, until: now() + leaseMs }
}

interface Run {
  readonly parts: RereaderParts
  readonly rhythm: Rhythm
  readonly signal: AbortSignal
  readonly job: Rereading
  readonly stage: RereadingStage
}

/**
 * Customers are gone through again where some were merged meanwhile: their numbers may have gone to one that had been
 * read already. False when it was stopped, or the job is another node's by now.
 */
async function runStage(run: Run, from: Rereading['place']): Promise<boolean> {
  const { store, now } = run.parts
  let began = run.job.startedAt
  if (!(await passThrough(run, from, true))) return false
  if (run.stage !== 'customers') return true
  for (let pass = 0; pass < 5 && (await store.haveMergedSince(began)); pass++) {
    began = now()
    if (!(await passThrough(run, null, false))) return false
  }
  return true
}

async function passThrough(run: Run, from: Rereading['place'], counts: boolean): Promise<boolean> {
  const { parts, rhythm, signal, stage, job } = run
  const bounds = await parts.store.readRereadingBounds(stage)
  const notes = { read: 0, at: parts.now(), toldAt: parts.now() }
  let place = from
  while (!signal.aborted) {
    const batch = await readBatch(run, place)
    notes.read += counts ? batch.rows : 0
    const last = batch.place === null
    place = batch.place ?? place
    const due = parts.now() - notes.at >= rhythm.noteMs
    if (last || due || hasNews(batch)) {
      const share = last ? 1000 : shareOf(place, bounds)
      const { numbers, interactions, judgements, findings } = batch
      const step = { numbers, interactions, judgements, findings, stage, place, doneOfThousand: share }
      const mine = await parts.store.advanceRereading(job.id, leaseOf(parts, rhythm), {
        ...step,
        rowsRead: notes.read,
      })
      if (!mine) return false
      notes.read = 0
      notes.at = parts.now()
    }
    if (last) return true
    await tellNowAndThen(run, notes)
    await rest(rhythm.restMs, signal)
  }
  return false
}

async function tellNowAndThen({ parts, rhythm, job }: Run, notes: { toldAt: number }): Promise<void> {
  if (parts.now() - notes.toldAt < rhythm.tellMs) return
  notes.toldAt = parts.now()
  const stored = await parts.store.readRereading(job.id)
  if (stored) parts.tell('going on', stored)
}

type Changes = Pick<RereadingStep, 'numbers' | 'interactions' | 'judgements' | 'findings'>

interface Batch extends Changes {
  readonly rows: number
  /** Null when this was the last one. */
  readonly place: Rereading['place']
}

function hasNews({ numbers, interactions, judgements, findings }: Changes): boolean {
  return numbers.length + interactions.length + judgements.length + findings.length > 0
}

function readBatch(run: Run, place: Rereading['place']): Promise<Batch> {
  if (run.stage === 'customers') return readCustomers(run, place)
  return run.stage === 'interactions' ? readInteractions(run, place) : readJudgements(run, place)
}

const nothing: Changes = { numbers: [], interactions: [], judgements: [], findings: [] }

async function readCustomers({ parts, rhythm }: Run, place: Rereading['place']): Promise<Batch> {
  const rows = await parts.store.readStoredNumbers(place, rhythm.batch)
  const numbers: RereadingStep['numbers'][number][] = []
  const findings: RereadingFinding[] = []
  for (const row of rows) {
    const reread = rereadCustomerNumber(row, parts)
    const found = findingOf(`customer:${row.customerId}`, row, withKey(reread))
    if (found) findings.push(found)
    if (reread.kind === 'changed') numbers.push({ from: row, to: reread.to })
  }
  const last = rows.at(-1)
  const next = last && rows.length === rhythm.batch ? [last.customerId, last.numberKey] : null
  return { ...nothing, numbers, findings, rows: rows.length, place: next }
}

function withKey(reread: ReturnType<typeof rereadCustomerNumber>): Reread<string> {
  return reread.kind === 'changed' ? { kind: 'changed', to: reread.to.numberKey } : reread
}

/** Most of a long history has nothing to read: such rows are passed over many at a time. */
const interactionsPerNumber = 8

async function readInteractions({ parts, rhythm }: Run, place: Rereading['place']): Promise<Batch> {
  const most = rhythm.batch * interactionsPerNumber
  const rows = await parts.store.readStoredInteractions(place, most)
  const interactions: RereadingStep['interactions'][number][] = []
  const findings: RereadingFinding[] = []
  let since = 0
  for (const row of rows) {
    if (row.raw === null) continue
    if (++since % rhythm.batch === 0) await nextTurn()
    const reread = rereadCallNumber(row, parts)
    const found = findingOf(`interaction:${row.id}`, row, reread)
    if (found) findings.push(found)
    if (reread.kind === 'changed') interactions.push({ id: row.id, from: row.numberKey, to: reread.to })
  }
  const last = rows.at(-1)
  return {
    ...nothing,
    interactions,
    findings,
    rows: rows.length,
    place: last && rows.length === most ? [last.id] : null,
  }
}

async function readJudgements({ parts, rhythm }: Run, place: Rereading['place']): Promise<Batch> {
  const rows = await parts.store.readStoredJudgements(place, rhythm.batch)
  const judgements = rows.flatMap((row) => {
    const reread = rereadCallNumber(row, parts)
    const { customerId, numberKey: from } = row
    return reread.kind === 'changed' ? [{ customerId, from, to: reread.to }] : []
  })
  const last = rows.at(-1)
  const next = last && rows.length === rhythm.batch ? [last.numberKey, last.customerId] : null
  return { ...nothing, judgements, rows: rows.length, place: next }
}

/** A number that only says from now on how it was to be read has not changed. */
function findingOf(
  subject: string,
  row: { readonly raw: string; readonly numberKey: string | null },
  reread: Reread<string>,
): RereadingFinding | null {
  const { raw, numberKey: oldKey } = row
  if (reread.kind === 'unreadable')
    return { kind: 'unreadable', subject, raw, oldKey, newKey: null, why: reread.why }
  if (reread.kind === 'same' || reread.to === oldKey) return null
  return { kind: 'changed', subject, raw, oldKey, newKey: reread.to, why: null }
}

/** Ids begin with an instant, so their distance tells about how much is done. */
function shareOf(place: Rereading['place'], bounds: { from: number; to: number } | null): number {
  const at = place?.[0]
  if (typeof at !== 'number' || !bounds || bounds.to <= bounds.from) return 0
  return Math.max(0, Math.min(999, Math.floor((1000 * (at - bounds.from)) / (bounds.to - bounds.from))))
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
