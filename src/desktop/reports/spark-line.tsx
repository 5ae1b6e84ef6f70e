interface SparkLineProps {
  readonly values: readonly (number | null)[]
  /** px. */
  readonly width?: number
  /** Counts stand on nought; what has no nought that means anything stands on its lowest. */
  readonly fromNought?: boolean
  readonly isRising?: boolean
}

const height = 34

/** How a figure went, at a glance; what it says stands beside it. A point without a figure is a gap. */
export function SparkLine({ values, width = 112, fromNought = false, isRising = false }: SparkLineProps) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const [low, high] = [fromNought ? 0 : Math.min(...known), Math.max(...known)]
  const colour = isRising ? 'var(--series-2)' : 'var(--series-1)'
  const x = (n: number) => 3 + (n / (values.length - 1)) * (width - 6)
  const y = (value: number) =>
    high === low ? height / 2 : height - 4 - ((value - low) / (high - low)) * (height - 8)
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={pathOf(values, x, y)} fill="none" stroke={colour} strokeWidth="2" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="3" fill={colour} />
    </svg>
  )
}

function pathOf(
  values: readonly (number | null)[],
  x: (n: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false
  let path = ''
  values.forEach((value, n) => {
    if (value !== null) path += `${isDown ? 'L' : 'M'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`
    isDown = value !== null
  })
  return path
}
