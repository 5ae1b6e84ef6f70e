import type { ReportColumn } from '../../wire/report-api.ts'

export type Unit = ReportColumn['unit']

export interface Figures {
  /** As it stands in tables and drawings; `–` where there is nothing to make the figure of. */
  say(value: number | null, unit: Unit): string
  /** As short as an axis has room for. */
  sayOnAxis(value: number, unit: Unit): string
  /** How far two figures are from each other, without a sign: shares in percentage points. */
  sayDistance(distance: number, unit: Unit): string
}

export const noFigure = '–'

/**
 * Figures as one reads them. Lengths of time are written in the unit that fits: `340 ms`, `12.4 s`, `4:05`, `1:02:30`.
 * `locale` is a BCP 47 tag; `points` names percentage points in its language.
 */
export function makeFigures(locale: string, points: (number: string) => string): Figures {
  const written = (most: number, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: most, ...more })
  const whole = written(0)
  const tenths = written(1, { minimumFractionDigits: 1 })
  const hundredths = written(2, { minimumFractionDigits: 2 })
  const share = written(1, { style: 'percent', minimumFractionDigits: 1 })
  const signed = written(0, { signDisplay: 'exceptZero' })
  const say = (value: number | null, unit: Unit): string => {
    if (value === null) return noFigure
    if (unit === 'share') return share.format(value)
    if (unit === 'ms') return sayLength(value, tenths)
    if (unit === 'score') return hundredths.format(value)
    if (unit === 'points') return signed.format(value)
    return whole.format(value)
  }
  const compact = written(1, { notation: 'compact' })
  const wholeShare = written(1, { style: 'percent' })
  const some = written(1)
  return {
    say,
    sayOnAxis(value, unit) {
      if (unit === 'share') return wholeShare.format(value)
      if (unit === 'ms') return sayShortLength(value, some)
      if (unit === 'points') return signed.format(value)
      return unit === 'score' ? some.format(value) : compact.format(value)
    },
    sayDistance(distance, unit) {
      const size = Math.abs(distance)
      if (unit === 'share') return points(tenths.format(size * 100))
      if (unit === 'points') return whole.format(size)
      return say(size, unit)
    },
  }
}

function sayLength(ms: number, tenths: Intl.NumberFormat): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${tenths.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function sayShortLength(ms: number, some: Intl.NumberFormat): string {
  if (ms < 1000) return `${some.format(ms)} ms`
  if (ms < 120_000) return `${some.format(ms / 1000)} s`
  return ms < 2 * 3_600_000 ? `${some.format(ms / 60_000)} min` : `${some.format(ms / 3_600_000)} h`
}
