import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Refusal } from '../errors.ts'
import type { ExportJob } from '../store/export-store.ts'
import type { SearchOrder } from '../store/history-store.ts'
import type { Store } from '../store/store.ts'
import type { ExportJobView, ExportOrderInput } from '../wire/export-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { type SeenTeams, seesTeam } from '../wire/teams.ts'
import type { ExportOrder } from './export-pages.ts'
import type { ExportRunner } from './run-exports.ts'

type Search = Extract<ExportOrderInput, { kind: 'interactions' }>['search']

export interface ExportRoom {
  readonly store: Pick<Store, 'readExports' | 'readExport' | 'cancelExport' | 'audit'>
  readonly runner: Pick<ExportRunner, 'add' | 'enqueue' | 'pathOf'>
  /** What a search looks for; null where nothing can be found. Refuses a number that cannot be read. */
  readonly searchOf: (search: Search, teams: SeenTeams) => Promise<SearchOrder | null>
  readonly keepMs: number
  readonly mostRows: number
  readonly newId: () => string
  readonly now: () => number
}

type ExportRoute = 'beginExport' | 'readExports' | 'readExport' | 'downloadExport' | 'cancelExport'

const mostShown = 100
/** Of one account, waiting or running. */
const mostAtOnce = 5

export function exportHandlers(room: ExportRoom): Handlers<ExportRoute> {
  const { store, runner, now } = room
  return {
    beginExport: ({ body, who }) => begin(room, body, who),
    async readExports({ who }) {
      const jobs = await store.readExports(who.role === 'admin' ? null : who.accountId, mostShown)
      return { items: jobs.map((job) => viewOf(job, who)) }
    },
    readExport: async ({ params, who }) => viewOf(await own(room, params.id, who), who),
    async downloadExport({ params, who }) {
      const job = await own(room, params.id, who)
      if (job.state !== 'done' || job.expiresAt <= now()) throw new Refusal('not-found')
      refuseNarrowed(job, who)
      const path = runner.pathOf(job)
      const found = await stat(path).catch(() => null)
      if (found?.size !== job.bytes) throw new Refusal('not-found')
      await record(room, who, 'export-downloaded', job.id, '')
      return {
        fileName: `greetline-${job.kind}-${new Date(job.askedAt).toISOString().slice(0, 10)}.${path.split('.').at(-1)}`,
        type: job.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
        bytes: job.bytes,
        content: createReadStream(path),
      }
    },
    async cancelExport({ params, who }) {
      const job = await own(room, params.id, who)
      if (!(await store.cancelExport(job.id, now()))) throw new Refusal('conflict')
      await record(room, who, 'export-cancelled', job.id, '')
    },
  }
}

async function begin(room: ExportRoom, body: ExportOrderInput, who: Who): Promise<ExportJobView> {
  const { store, runner, keepMs, mostRows, newId, now } = room
  refuseOthers(body.kind, who)
  const order = await orderOf(room, body, who.teams)
  const open = (await store.readExports(who.accountId, mostShown)).filter(isOpen)
  if (open.length >= mostAtOnce) throw new Refusal('too-many-attempts')
  const at = now()
  const job: ExportJob = {
    id: newId(),
    kind: body.kind,
    format: body.format,
    asked: JSON.stringify({ ...body, teams: who.teams } satisfies Asking),
    accountId: who.accountId,
    accountName: who.name,
    state: 'waiting',
    rows: 0,
    doneOfThousand: null,
    bytes: 0,
    sha256: null,
    why: null,
    askedAt: at,
    finishedAt: null,
    expiresAt: at + keepMs,
  }
  await runner.add(job)
  // On record before a row is read: whatever becomes of it, somebody wanted it.
  await record(room, who, 'export', job.id, JSON.stringify({ ...forTheRecord(body), teams: who.teams }))
  runner.enqueue(job, { order, format: body.format, bom: body.bom, mostRows })
  return viewOf(job, who)
}

/** Customers are of no team, so only who sees all may take them along; the record is the auditors' and admins'. */
function refuseOthers(kind: ExportOrderInput['kind'], { role, teams }: Who): void {
  const mayRecord = role === 'auditor' || role === 'admin'
  const mayWork = role === 'supervisor' || role === 'admin'
  const may = kind === 'audit' ? mayRecord : mayWork && (kind !== 'customers' || teams === null)
  if (!may) throw new Refusal('forbidden')
}

/** What an export was asked for, and for whose eyes. */
type Asking = ExportOrderInput & { readonly teams?: SeenTeams }

/** A file holds what whoever asked for it saw then: who sees less since is not given it. */
function refuseNarrowed({ asked, kind }: ExportJob, who: Who): void {
  const { teams = null } = JSON.parse(asked) as Asking
  refuseOthers(kind as ExportOrderInput['kind'], who)
  if (who.teams === null || kind === 'audit') return
  if (teams === null || teams.some((team) => !seesTeam(who.teams, team))) throw new Refusal('forbidden')
}

async function orderOf(room: ExportRoom, body: ExportOrderInput, teams: SeenTeams): Promise<ExportOrder> {
  if (body.kind !== 'interactions') {
    return { kind: body.kind, from: body.from ?? null, until: body.until ?? null, teams }
  }
  const search = await room.searchOf(body.search, teams)
  if (!search) {
    throw new Refusal('bad-input', {
      faults: [{ path: 'search.text', message: 'nothing can be found by this' }],
    })
  }
  return { kind: 'interactions', search }
}

/** The record holds no personal data: of what was typed only a hash, by which somebody who has the text can tell that it was this. */
function forTheRecord(body: ExportOrderInput): object {
  if (body.kind !== 'interactions') return body
  const { text, number, ...filters } = body.search
  const hidden = {
    ...(text === '' ? {} : { text: hashOf(text) }),
    ...(number === undefined ? {} : { number: hashOf(number) }),
  }
  return { ...body, search: { ...filters, ...hidden } }
}

function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
}

async function own({ store }: ExportRoom, id: string, who: Who): Promise<ExportJob> {
  const job = await store.readExport(id)
  if (!job || (job.accountId !== who.accountId && who.role !== 'admin')) throw new Refusal('not-found')
  return job
}

function isOpen({ state }: ExportJob): boolean {
  return state === 'waiting' || state === 'running'
}

function viewOf({ asked: _, accountId, ...job }: ExportJob, who: Who): ExportJobView {
  return { ...job, isOwn: accountId === who.accountId }
}

async function record(
  { store, now }: ExportRoom,
  { accountId }: Who,
  action: string,
  id: string,
  detail: string,
): Promise<void> {
  await store.audit({ at: now(), accountId, action, subject: `export:${id}`, detail })
}
