import type { DrawnColumn } from './drawn-column.ts'

export interface Order {
  /** A column's id, or `name`. */
  readonly column: string
  readonly falling: boolean
}

interface Sortable {
  readonly name: string
  readonly values: readonly (number | null)[]
}

/** As they came where no order is wished. What has no figure stands last, whichever way. */
export function sortRows<R extends Sortable>(
  rows: readonly R[],
  columns: readonly Pick<DrawnColumn, 'id' | 'index'>[],
  order: Order | null,
): readonly R[] {
  if (!order) return rows
  const sign = order.falling ? -1 : 1
  if (order.column === 'name') return rows.toSorted((one, other) => sign * one.name.localeCompare(other.name))
  const index = columns.find(({ id }) => id === order.column)?.index ?? -1
  return rows.toSorted((one, other) => {
    const [a, b] = [one.values[index] ?? null, other.values[index] ?? null]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * (a - b)
  })
}
