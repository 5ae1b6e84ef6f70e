interface AxisNameProps {
  readonly x?: number | string
  readonly y?: number | string
  readonly payload?: { readonly value?: unknown }
  /** What stands at this value of the axis. */
  readonly nameOf: (value: string) => string
}

/** Han, kana and the like take the room of two letters. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u
const room = 30

/** A name at an axis, cut where there is no room; the tip and the table have it whole. Isolated, whatever way it runs. */
export function AxisName({ x, y, payload, nameOf }: AxisNameProps) {
  return (
    <text x={x} y={y} dy="0.35em" textAnchor="end" fill="var(--ink-2)" fontSize={12}>
      {`\u2068${cutName(nameOf(String(payload?.value ?? '')))}\u2069`}
    </text>
  )
}

export function cutName(name: string): string {
  let taken = 0
  let cut = ''
  for (const letter of name) {
    taken += wide.test(letter) ? 2 : 1
    if (taken > room) return `${cut.trimEnd()}…`
    cut += letter
  }
  return cut
}
