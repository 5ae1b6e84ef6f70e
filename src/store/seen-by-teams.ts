import type { Value } from './steps.ts'

/** A condition and its values: `column` holds a team that is seen; null sees all, an empty list nothing. */
export function seenBy(
  column: string,
  teams: readonly string[] | null,
): { readonly sql: string; readonly values: readonly Value[] } {
  if (teams === null) return { sql: '1 = 1', values: [] }
  if (teams.length === 0) return { sql: '1 = 0', values: [] }
  return { sql: `${column} in (${teams.map(() => '?').join(', ')})`, values: teams }
}

/** As {@link seenBy}, for what is hidden: `column` holds none of these, or nothing. */
export function notOf(
  column: string,
  teams: readonly string[],
): { readonly sql: string; readonly values: readonly Value[] } {
  if (teams.length === 0) return { sql: '1 = 1', values: [] }
  return {
    sql: `(${column} is null or ${column} not in (${teams.map(() => '?').join(', ')}))`,
    values: teams,
  }
}

/** As {@link seenBy}, for a column that holds an account: seen is what is done by somebody of these teams. */
export function doneBySeen(
  column: string,
  teams: readonly string[] | null,
): { readonly sql: string; readonly values: readonly Value[] } {
  if (teams === null) return { sql: '1 = 1', values: [] }
  const { sql, values } = seenBy('seen.team', teams)
  return { sql: `exists (select 1 from account seen where seen.id = ${column} and ${sql})`, values }
}

/**
 * Whose work a contact is, as SQL: the team of the agent, else the one that serves the queue. It is asked when the contact
 * is written and kept with it, so that who changes the team does not take the past along. Its values: account, queue.
 */
export const teamOfContactSql = `coalesce((select team from account where id = ?),
  (select team from queue_team where queue = ?))`
