/** The value at an RFC 6901 pointer, and with `*` as a step those of all elements: `/phones/0/value` or, of all, a star in place of the 0. */
export function valuesAt(value: unknown, pointer: string): readonly unknown[] {
  const steps = pointer === '' ? [] : pointer.replace(/^\//, '').split('/')
  return steps.reduce<readonly unknown[]>((found, step) => found.flatMap((one) => into(one, step)), [value])
}

function into(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value)
  const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
  return Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : []
}

/** The texts there; numbers and `true` are texts as well, `false` and null are nothing (Odoo writes `false` for empty). */
export function textsAt(value: unknown, pointer: string): readonly string[] {
  return valuesAt(value, pointer).flatMap((one) => {
    if (typeof one === 'string') return one === '' ? [] : [one]
    return typeof one === 'number' || one === true ? [String(one)] : []
  })
}
