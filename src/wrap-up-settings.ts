import { z } from 'zod'
import { language, named } from './policy-settings.ts'

export interface DispositionSetting {
  readonly id: string
  readonly name: Record<string, string>
  readonly saysWhy: boolean
  readonly children: DispositionSetting[]
}

/** A way in which a call may be closed, and the finer ones that belong to it. */
const disposition: z.ZodType<DispositionSetting> = named.extend({
  /** Whether it also says why somebody called, and not only how the call ended. */
  saysWhy: z.boolean().default(true),
  get children() {
    return z.array(disposition).max(100).default([])
  },
})

/** Ids are what is stored with a call: a tree may be grown around the ids of a list, and old calls keep their names. */
export const dispositions = z
  .array(disposition)
  .min(1)
  .default([
    { id: 'solved', name: { en: 'Solved', 'zh-CN': '已解决' }, saysWhy: false, children: [] },
    { id: 'follow-up', name: { en: 'Needs follow-up', 'zh-CN': '需要跟进' }, saysWhy: false, children: [] },
    { id: 'passed-on', name: { en: 'Passed on', 'zh-CN': '已转交' }, saysWhy: false, children: [] },
    { id: 'wrong-number', name: { en: 'Wrong number', 'zh-CN': '打错电话' }, saysWhy: false, children: [] },
    {
      id: 'no-conversation',
      name: { en: 'No conversation', 'zh-CN': '未能通话' },
      saysWhy: false,
      children: [],
    },
  ])

/** What agents write again and again: `/key` in a note becomes the text in the language of their desk. */
export const snippets = z
  .array(
    z.strictObject({
      key: z
        .string()
        .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,31}$/u, 'letters, digits, _ and - only, at most 32'),
      text: z.record(language, z.string().min(1).max(2000)),
    }),
  )
  .max(500)
  .default([])

const deepest = 4

export interface FlatDisposition {
  readonly id: string
  readonly name: Record<string, string>
  readonly saysWhy: boolean
  /** The id of the one that it belongs to; null at the top. */
  readonly parent: string | null
}

/** The tree as a list: each behind the one that it belongs to. */
export function flatDispositions(
  tree: readonly DispositionSetting[],
  parent: string | null = null,
): FlatDisposition[] {
  return tree.flatMap(({ id, name, saysWhy, children }) => [
    { id, name, saysWhy, parent },
    ...flatDispositions(children, id),
  ])
}

interface Fault {
  readonly path: string
  readonly message: string
}

/** What a schema cannot say: that no id stands twice in the tree, nor a key twice in the list, and that it is no maze. */
export function wrapUpFaults(config: {
  readonly dispositions: readonly DispositionSetting[]
  readonly snippets: readonly { readonly key: string }[]
}): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  const walk = (tree: readonly DispositionSetting[], path: string, depth: number): void => {
    tree.forEach(({ id, children }, n) => {
      const here = `${path}[${n}]`
      if (seen.has(id)) faults.push({ path: `${here}.id`, message: `there is another disposition ${id}` })
      seen.add(id)
      if (children.length > 0 && depth === deepest) {
        faults.push({ path: `${here}.children`, message: `at most ${deepest} levels, or nobody finds it` })
      } else walk(children, `${here}.children`, depth + 1)
    })
  }
  walk(config.dispositions, 'dispositions', 1)
  config.snippets.forEach(({ key }, n) => {
    if (config.snippets.findIndex((other) => other.key === key) < n) {
      faults.push({ path: `snippets[${n}].key`, message: `there is another snippet ${key}` })
    }
  })
  return faults
}
