import { createHash } from 'node:crypto'
import { Refusal } from '../errors.ts'
import type { WallLink } from '../store/live-store.ts'
import type { Store } from '../store/store.ts'
import type { WallBoardView } from '../wire/live-api.ts'
import type { Handlers } from '../wire/routes.ts'

interface Walls {
  readonly store: Pick<Store, 'makeWallLink' | 'readWallLinks' | 'openWallLink' | 'revokeWallLink' | 'audit'>
  readonly boardFor: (link: WallLink) => Promise<WallBoardView>
  readonly nameOf: (accountId: string) => string | null
  /** Teams that there are. */
  readonly teams: readonly string[]
  /** A UUID. */
  readonly newId: () => string
  readonly now: () => number
}

/** Screens on the wall: a link shows its figures to whoever has it, until an admin takes it back. */
export function wallHandlers({
  store,
  boardFor,
  nameOf,
  teams,
  newId,
  now,
}: Walls): Handlers<'showWall' | 'readWallLinks' | 'makeWallLink' | 'revokeWallLink'> {
  const shown = ({ createdBy, ...link }: WallLink) => ({
    ...link,
    teams: link.teams === null ? null : [...link.teams],
    createdBy: nameOf(createdBy) ?? createdBy,
  })
  return {
    async showWall({ body }) {
      const link = await store.openWallLink(hashWallToken(body.token), now())
      if (!link) throw new Refusal('not-found')
      return boardFor(link)
    },
    async readWallLinks() {
      return { items: (await store.readWallLinks()).map(shown) }
    },
    async makeWallLink({ body, who }) {
      const unknown = body.teams?.find((team) => !teams.includes(team))
      if (unknown !== undefined) {
        throw new Refusal('bad-input', {
          faults: [{ path: 'teams', message: `there is no team ${unknown}` }],
        })
      }
      // Of 122 random bits each.
      const token = `${newId()}${newId()}`.replaceAll('-', '')
      const at = now()
      const link = {
        id: newId(),
        name: body.name,
        teams: body.teams,
        createdAt: at,
        createdBy: who.accountId,
      }
      await store.makeWallLink({ ...link, tokenHash: hashWallToken(token) })
      const { accountId } = who
      await store.audit({
        at,
        accountId,
        action: 'make-wall-link',
        subject: `wall:${link.id}`,
        detail: link.name,
      })
      return { link: shown({ ...link, seenAt: null }), token }
    },
    async revokeWallLink({ params, who }) {
      const at = now()
      if (!(await store.revokeWallLink(params.id, at))) throw new Refusal('not-found')
      const { accountId } = who
      await store.audit({
        at,
        accountId,
        action: 'revoke-wall-link',
        subject: `wall:${params.id}`,
        detail: '',
      })
      return undefined
    },
  }
}

/** 256 random bits need no salt. */
export function hashWallToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
