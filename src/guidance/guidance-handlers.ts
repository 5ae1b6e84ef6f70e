import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { type GuidanceBody, type GuidanceTopic, guidanceBody } from '../wire/guidance-api.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import type { GuidanceShelf } from './guidance-shelf.ts'

export interface GuidanceRoom {
  readonly store: Pick<Store, 'readGuidanceVersions' | 'saveGuidance' | 'audit'>
  readonly shelf: GuidanceShelf
  readonly now: () => number
}

export type GuidanceRoute =
  | 'findGuidance'
  | 'readGuidance'
  | 'saveGuidance'
  | 'removeGuidance'
  | 'readGuidanceVersions'
  | 'restoreGuidance'

/** What agents read, and supervisors write. */
export function guidanceHandlers(room: GuidanceRoom): Handlers<GuidanceRoute> {
  const { store, shelf } = room
  return {
    async findGuidance({ query }) {
      const { words, key, language } = query
      return { items: shelf.find({ words, key, languages: [language ?? null] }) }
    },
    async readGuidance({ params }) {
      return existing(room, params.id)
    },
    async saveGuidance({ params, body, who }) {
      const { version, ...written } = body
      return save(room, params.id, version, written, who, 'save-guidance')
    },
    async removeGuidance({ params, who }) {
      const topic = await existing(room, params.id)
      await write(room, params.id, topic.version, null, who, 'remove-guidance')
    },
    async readGuidanceVersions({ params }) {
      const stored = await store.readGuidanceVersions(params.id)
      if (stored.length === 0) throw new Refusal('not-found')
      return {
        items: stored.map(({ body, ...one }) => ({ ...one, body: body === null ? null : read(body) })),
      }
    },
    async restoreGuidance({ params, body, who }) {
      const stored = await store.readGuidanceVersions(params.id)
      const wanted = stored.find(({ version }) => version === body.version)
      if (!wanted?.body) throw new Refusal('not-found')
      const newest = stored[0]?.version ?? 0
      return save(room, params.id, newest, read(wanted.body), who, 'restore-guidance')
    },
  }
}

function read(body: string): GuidanceBody {
  return guidanceBody.parse(JSON.parse(body))
}

/** Another node may have written it a moment ago. */
async function existing({ shelf }: GuidanceRoom, id: string): Promise<GuidanceTopic> {
  const known = shelf.read(id)
  if (known) return known
  await shelf.refresh()
  const topic = shelf.read(id)
  if (!topic) throw new Refusal('not-found')
  return topic
}

async function save(
  room: GuidanceRoom,
  id: string,
  expectedVersion: number,
  body: GuidanceBody,
  who: Who,
  action: string,
): Promise<GuidanceTopic> {
  await write(room, id, expectedVersion, body, who, action)
  return existing(room, id)
}

async function write(
  { store, shelf, now }: GuidanceRoom,
  id: string,
  expectedVersion: number,
  body: GuidanceBody | null,
  { accountId, name }: Who,
  action: string,
): Promise<void> {
  const written = body === null ? null : JSON.stringify(body)
  const version = await store.saveGuidance({
    id,
    expectedVersion,
    body: written,
    accountId,
    author: name,
    now: now(),
  })
  if (version === null) throw new Refusal(expectedVersion === 0 ? 'already-exists' : 'conflict')
  await store.audit({ at: now(), accountId, action, subject: `guidance:${id}`, detail: String(version) })
  await shelf.refresh()
}
