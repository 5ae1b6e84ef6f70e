import type { Config } from './config.ts'

/**
 * Names of departments for what is shown to whoever sits there: in the house's language, else the first that is given. A
 * department that the configuration has no more goes by its id.
 */
export function departmentNames({
  departments,
  house,
}: Pick<Config, 'departments' | 'house'>): (id: string) => string {
  const names = new Map(
    departments.map(({ id, name }) => [id, name[house.language] ?? Object.values(name)[0] ?? id]),
  )
  return (id) => names.get(id) ?? id
}
