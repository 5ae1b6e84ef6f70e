import type { FieldMarks, Marks } from '../store/history-store.ts'
import type { Places, Range } from './check-text.ts'

const markedFields = ['text', 'subject', 'customerName', 'agentName', 'queueName', 'number'] as const
const mostMarks = 200

/** Where the words stand, by field, in order and without overlaps. */
export function markFields(places: Places): FieldMarks {
  const marks: Partial<Record<(typeof markedFields)[number], Marks>> = {}
  for (const field of markedFields) {
    const ranges = places.flatMap((term) =>
      term.flatMap((place) => (place.field === field ? place.ranges : [])),
    )
    if (ranges.length > 0) marks[field] = joinRanges(ranges)
  }
  return marks
}

function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = []
  for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined.slice(0, mostMarks)
}
