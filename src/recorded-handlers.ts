import type { Store } from './store/store.ts'
import { type PersonalRead, personalReads } from './wire/personal-reads.ts'
import type { Handlers, RouteName, Who } from './wire/routes.ts'

interface Recording {
  readonly store: Pick<Store, 'audit'>
  readonly now: () => number
}

type AnyHandler = (asked: AnyAsked) => Promise<unknown>
interface AnyAsked {
  readonly who: Partial<Who>
  readonly params: { readonly id?: string | number } | undefined
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
  const wrap = (handle: AnyHandler, read: PersonalRead): AnyHandler => {
    if (typeof read === 'string' || read.by === 'handler') return handle
    return async (asked) => {
      const answer = await handle(asked)
      const { accountId, sessionHash } = asked.who
      if (!sessionHash || accountId === undefined) return answer
      if (read.by === 'door' && read.tells && !read.tells(answer)) return answer
      const { action } = read
      const subject = read.by === 'door' ? subjectOf(read.subject, asked, answer) : read.subject
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
  return Object.fromEntries(
    names.map((name) => [name, wrap(handlers[name] as unknown as AnyHandler, personalReads[name])]),
  ) as Partial<Handlers>
}

const namedByPath: ReadonlySet<string> = new Set(['customer', 'call', 'case', 'interaction'])

function subjectOf(subject: string, { params }: AnyAsked, answer: unknown): string {
  if (subject === 'answer-interaction') return `interaction:${(answer as { id: number }).id}`
  return namedByPath.has(subject) ? `${subject}:${params?.id}` : subject
}
