import { teamOfContactSql } from './seen-by-teams.ts'
import { change, type Engine, one, type Steps } from './steps.ts'
import type { TeamFillStore } from './team-fill-store.ts'

interface Fill {
  readonly since: number
  readonly beforeId: number
}

const readSql = 'select since, before_id as "beforeId" from team_fill where id = 1'
/** A queue has a team only where the configuration says so. */
const configuredSql = `select 1 as found from queue_team union all select 1 from account where team is not null limit 1`
const beginSql = `insert into team_fill (id, since, before_id)
  select 1, ?, coalesce(max(id), 0) + 1 from interaction where true on conflict (id) do nothing`
const stepSql = 'update team_fill set before_id = ? where id = 1 and before_id = ?'
const lowestSql = `select min(id) as id, count(*) as rows from
  (select id from interaction where id < ? order by id desc limit ?) as newest`
const teamSql = teamOfContactSql.replace('?', 'interaction.account_id').replace('?', 'interaction.queue')
/** The search finds by team: it reads these rows anew. */
const fillSql = `update interaction set team = ${teamSql}, indexed = 0
  where id >= ? and id < ? and team is null and ${teamSql} is not null`

/** Contacts of before there were teams. */
export function teamFillStore({ read, write }: Engine): TeamFillStore {
  return {
    async fillTeams(now, after, most) {
      const fill = await read(() => one<Fill>(readSql))
      if (fill?.beforeId === 0) return false
      if (!fill) {
        if (await read(() => one(configuredSql))) await write(() => change(beginSql, now))
        return false
      }
      return now - fill.since < after ? false : write(() => fillSome(most))
    },
  }
}

function* fillSome(most: number): Steps<boolean> {
  const { beforeId = 0 } = (yield* one<Fill>(readSql)) ?? {}
  const lowest = yield* one<{ id: number | null; rows: number }>(lowestSql, beforeId, most)
  const from = Number(lowest?.rows ?? 0) < most ? 0 : (lowest?.id ?? 0)
  // Where another node has just done these, nothing is left of them.
  if ((yield* change(stepSql, from, beforeId)) === 0) return true
  yield* change(fillSql, from, beforeId)
  return from > 0
}
