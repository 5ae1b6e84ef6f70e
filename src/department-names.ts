import type { Config } from './config.ts'

/**
 * Names of departments and teams for what is shown to whoever sits there: in the house's language, else the first that is
 * given. What the configuration has no more goes by its id.
 */
export function departmentNames({
  departments,
  teams,
  house,
}: Pick<Config, 'departments' | 'teams' | 'house'>): (id: string) => string {
  const names = new Map(
    [...departments, ...teams].map(({ id, name }) => [
      id,
      name[house.language] ?? Object.values(name)[0] ?? id,
    ]),
  )
  return (id) => names.get(id) ?? id
}

/** What is to be done may be these groups', while it is no one person's: ids of departments and of teams. */
export function groupsOf({ departments, teams }: Pick<Config, 'departments' | 'teams'>) {
  return { groups: [...departments, ...teams].map(({ id }) => id), teams: teams.map(({ id }) => id) }
}
