import { Refusal } from '../errors.ts'
import type { Rereading } from '../store/rereading-store.ts'
import type { Store } from '../store/store.ts'
import type { NumberRereadingView } from '../wire/reading-api.ts'
import type { Handlers } from '../wire/routes.ts'

const mostJobs = 20

/** How far stored numbers have been read again, and what came of it. */
export function rereadingHandlers({
  store,
}: {
  readonly store: Pick<Store, 'readRereadings' | 'readRereading' | 'readRereadingFindings'>
}): Handlers<'readNumberRereadings' | 'readRereadingFindings'> {
  return {
    async readNumberRereadings() {
      return { items: (await store.readRereadings(mostJobs)).map(showJob) }
    },
    async readRereadingFindings({ params, query }) {
      if (!(await store.readRereading(params.id))) throw new Refusal('not-found')
      const items = await store.readRereadingFindings(params.id, query.before ?? 0, query.most)
      return { items: [...items], next: items.length === query.most ? (items.at(-1)?.n ?? null) : null }
    },
  }
}

function showJob({ place: _place, sources, ...job }: Rereading): NumberRereadingView {
  return { ...job, sources: [...sources] }
}
