import { join } from 'node:path'
import { Refusal } from '../errors.ts'
import type { ImportJob } from '../store/import-store.ts'
import type { Store } from '../store/store.ts'
import type { ImportJobView } from '../wire/customer-api.ts'
import type { Asked, Handlers, Who } from '../wire/routes.ts'
import type { Importer } from './importer.ts'
import type { ImportKind } from './parse-import.ts'
import { leaseFrom } from './run-import.ts'
import { spoolUpload } from './spool-upload.ts'

export interface ImportRoom {
  readonly store: Pick<Store, 'beginImport' | 'readImport' | 'readImports' | 'readImportRefusals' | 'audit'>
  readonly importer: Pick<Importer, 'begin' | 'waiting'>
  /** Uploads lie here while they are imported; nobody else needs to read it. */
  readonly spoolFolder: string
  /** A name nobody can guess, for a file in the spool folder. */
  readonly newName: () => string
  /** This process among those of the house. */
  readonly node: string
  readonly whileUploading: <T>(upload: () => Promise<T>) => Promise<T>
  readonly now: () => number
}

type ImportRoute =
  | 'importCustomers'
  | 'importInteractions'
  | 'readImports'
  | 'readImport'
  | 'readImportRefusals'

const mostWaiting = 20
const mostJobs = 50

/** Imports for supervisors and programs. The answer comes when the upload is on disk; the rows follow in the background. */
export function importHandlers(room: ImportRoom): Handlers<ImportRoute> {
  return {
    importCustomers: (asked) => takeUpload(room, asked, 'customers'),
    importInteractions: (asked) => takeUpload(room, asked, 'interactions'),
    async readImports({ who }) {
      const own = who.teams === null ? null : who.accountId
      return { items: (await room.store.readImports(mostJobs, own)).map(showJob) }
    },
    async readImport({ params, who }) {
      return showJob(await existing(room, params.id, who))
    },
    async readImportRefusals({ params, query, who }) {
      const job = await existing(room, params.id, who)
      const items = [...(await room.store.readImportRefusals(job.id, query.before ?? 0, query.most))]
      const lines = new Set(items.map((item) => item.line)).size
      return { items, next: lines === query.most ? (items.at(-1)?.line ?? null) : null }
    },
  }
}

async function takeUpload(
  room: ImportRoom,
  asked: Asked<'importCustomers'> | Asked<'importInteractions'>,
  kind: ImportKind,
): Promise<ImportJobView> {
  if (room.importer.waiting() >= mostWaiting) throw new Refusal('store-unavailable')
  const file = join(room.spoolFolder, `${room.newName()}.csv`)
  const bytesTotal = await room.whileUploading(() => spoolUpload(asked.upload, file))
  const job = await room.store.beginImport({
    kind,
    fileName: plainFileName(asked.query.fileName, kind),
    bytesTotal,
    accountId: asked.who.accountId,
    startedAt: room.now(),
    node: room.node,
    leaseUntil: leaseFrom(room.now()),
  })
  await room.store.audit({
    at: room.now(),
    accountId: asked.who.accountId,
    action: `import-${kind}`,
    subject: `import:${job.id}`,
    detail: '',
  })
  room.importer.begin(job, file, asked.query.region)
  return showJob(job)
}

/** For the eye only: never used as a path. */
function plainFileName(name: string | undefined, kind: ImportKind): string {
  return (
    (name ?? '')
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .split(/[\\/]/)
      .at(-1) || `${kind}.csv`
  )
}

/** A file is of no team: whoever does not see all sees only what they have uploaded themselves. */
async function existing(room: ImportRoom, id: number, who: Who): Promise<ImportJob> {
  const job = await room.store.readImport(id)
  if (!job || (who.teams !== null && job.accountId !== who.accountId)) throw new Refusal('not-found')
  return job
}

function showJob(job: ImportJob): ImportJobView {
  const { kind: _kind, accountId: _accountId, ...shown } = job
  return shown
}
