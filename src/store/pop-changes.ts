/** What of a pop became another with a version; `gone` are fields that it has no longer. */
interface PopChange {
  readonly changed: Readonly<Record<string, unknown>>
  readonly gone: readonly string[]
}

/** What leads from one version of a pop (JSON) to the next, field by field, as JSON: most versions change few of them. */
export function changeOfPop(before: string, after: string): string {
  const was = JSON.parse(before) as Record<string, unknown>
  const is = JSON.parse(after) as Record<string, unknown>
  const changed = Object.fromEntries(
    Object.entries(is).filter(
      ([field, value]) => !Object.hasOwn(was, field) || JSON.stringify(value) !== JSON.stringify(was[field]),
    ),
  )
  const gone = Object.keys(was).filter((field) => !Object.hasOwn(is, field))
  return JSON.stringify({ changed, gone } satisfies PopChange)
}

/** The next version, as JSON. */
export function withPopChange(before: string, change: string): string {
  const { changed, gone } = JSON.parse(change) as PopChange
  const next = { ...(JSON.parse(before) as Record<string, unknown>), ...changed }
  for (const field of gone) delete next[field]
  return JSON.stringify(next)
}
