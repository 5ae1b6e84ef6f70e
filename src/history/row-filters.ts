import type { FoundInteraction } from '../store/history-store.ts'
import { type SeenTeams, seesTeam } from '../wire/teams.ts'
import { filterToken } from './search-tokens.ts'

/** What a row must be equal in. */
export interface RowFilters {
  readonly accountId?: string | undefined
  readonly queue?: string | undefined
  readonly disposition?: string | undefined
  readonly channel?: string | undefined
  readonly direction?: string | undefined
  readonly customerId?: number | undefined
  readonly numberKey?: string | undefined
  /** Those whose work is seen; null: all. */
  readonly teams?: SeenTeams
}

export function fitsFilters(row: FoundInteraction, filters: RowFilters): boolean {
  return (
    seesTeam(filters.teams ?? null, row.team) &&
    (filters.accountId === undefined || row.accountId === filters.accountId) &&
    (filters.queue === undefined || row.queue === filters.queue || row.queueName === filters.queue) &&
    (filters.disposition === undefined || row.disposition === filters.disposition) &&
    (filters.channel === undefined || row.channel === filters.channel) &&
    (filters.direction === undefined || row.direction === filters.direction) &&
    (filters.customerId === undefined || row.customerId === filters.customerId) &&
    (filters.numberKey === undefined || row.numberKey === filters.numberKey)
  )
}

/** The same as tokens of the index; rare ones first, as the index reads them in this order. */
export function tokensOfFilters(filters: RowFilters): string[] {
  const tokens: string[] = []
  if (filters.numberKey !== undefined) tokens.push(filterToken('n', filters.numberKey))
  if (filters.customerId !== undefined) tokens.push(filterToken('c', filters.customerId))
  if (filters.accountId !== undefined) tokens.push(filterToken('a', filters.accountId))
  if (filters.disposition !== undefined) tokens.push(filterToken('d', filters.disposition))
  if (filters.queue !== undefined) tokens.push(filterToken('q', filters.queue))
  if (filters.channel !== undefined) tokens.push(filterToken('ch', filters.channel))
  if (filters.direction !== undefined) tokens.push(filterToken('dir', filters.direction))
  return tokens
}
