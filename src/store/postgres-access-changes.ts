import type { AccessChange, OtherNodes } from './other-nodes.ts'
import type { Connections } from './postgres-connections.ts'

/** Whoever was away longer looks at everything anew. */
const keptSeconds = 3600

export interface AccessChanges extends Pick<OtherNodes, 'readAccessChanges'> {
  forgetOld(): Promise<void>
}

/** The table in which the engine notes whose rights or sessions have changed (postgres-schema.ts). */
export function accessChanges({ lend }: Connections): AccessChanges {
  return {
    async readAccessChanges(withinMs) {
      const { rows } = await lend((ask) =>
        ask({
          name: 'access_changes',
          text: `select id, account_id as "accountId" from access_change
            where at > clock_timestamp() - make_interval(secs => $1::float8 / 1000) order by id`,
          values: [withinMs],
        }),
      )
      return rows as AccessChange[]
    },
    async forgetOld() {
      await lend((ask) =>
        ask({ text: `delete from access_change where at < now() - make_interval(secs => ${keptSeconds})` }),
      )
    },
  }
}
