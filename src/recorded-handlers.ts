import type { Store } from './store/store.ts'
import { type PersonalRead, personalReads } from './wire/personal-reads.ts'
import type { Handler, Handlers, RouteName, Who } from './wire/routes.ts'

interface Recording {
  readonly store: Pick<Store, 'audit'>
  readonly now: () => number
}

/** What of any route's request is looked at. */
interface AnyAsked {
  readonly who: Partial<Who>
  readonly params: unknown
}

/** Looking on is not looking anew: ms between two rows of somebody who keeps a list open. */
const glanceMs = 10 * 60_000
const mostGlances = 10_000

/**
 * Handlers whose answers stand in the record before they are given, as wire/personal-reads.ts says for each route. Where
 * the row cannot be written nothing is shown. Programs read on behalf of nobody in particular and are passed over.
 */
export function recorded(handlers: Partial<Handlers>, { store, now }: Recording): Partial<Handlers> {
  const glances = new Map<string, number>()
  const isLookingOn = (key: string): boolean => {
    const at = now()
    const last = glances.get(key)
    if (last !== undefined && Math.abs(at - last) < glanceMs) return true
    if (glances.size >= mostGlances) glances.clear()
    glances.set(key, at)
    return false
  }
  const wrap = <N extends RouteName>(name: N): Handler<N> | undefined => {
    const handle = handlers[name]
    const read: PersonalRead = personalReads[name]
    if (!handle || typeof read === 'string' || read.by === 'handler') return handle
    return async (asked) => {
      const answer = await handle(asked)
      const { who, params }: AnyAsked = asked
      const { accountId, sessionHash } = who
      if (!sessionHash || accountId === undefined) return answer
      if (read.by === 'door' && read.tells && !read.tells(answer)) return answer
      const { action } = read
      const subject = read.by === 'door' ? subjectOf(read.subject, params, answer) : read.subject
      const key = `${accountId} ${action}`
      if (read.by === 'glance' && isLookingOn(key)) return answer
      try {
        await store.audit({ at: now(), accountId, action, subject, detail: '' })
      } catch (reason) {
        glances.delete(key)
        throw reason
      }
      return answer
    }
  }
  const names = Object.keys(handlers) as RouteName[]
  return Object.fromEntries(names.map((name) => [name, wrap(name)]))
}

const namedByPath: ReadonlySet<string> = new Set(['customer', 'call', 'case', 'interaction'])

function subjectOf(subject: string, params: unknown, answer: unknown): string {
  if (subject === 'answer-interaction') return `interaction:${(answer as { id: number }).id}`
  return namedByPath.has(subject) ? `${subject}:${(params as { id: string | number }).id}` : subject
}
