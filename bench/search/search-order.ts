import { daysIn } from '../../src/history/days.ts'
import { readSearch } from '../../src/history/find-interactions.ts'
import { readNumber } from '../../src/recognition/read-number.ts'
import type { SearchOrderInput } from '../../src/wire/history-api.ts'

/** What the route makes of what is asked, in a house of Germany whose whole is seen. */
export function orderOf(input: Partial<SearchOrderInput>) {
  const days = daysIn('Europe/Berlin')
  const nothing = { agents: [], teams: [], queues: [], dispositions: [], tiers: [], causes: [] }
  const { order } = readSearch(
    { text: '', ...input },
    {
      readNumber(raw) {
        const number = readNumber(raw, { region: 'DE', format: 'as-dialled' })
        return { number, key: number.kind === 'e164' ? number.e164 : null }
      },
      vocabulary: { ...nothing, days },
      teams: null,
      now: 0,
    },
  )
  if (!order) throw new Error(`nothing is asked by ${JSON.stringify(input)}`)
  return order
}
