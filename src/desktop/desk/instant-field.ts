const two = (n: number) => String(n).padStart(2, '0')

/** An instant as `<input type="datetime-local">` wants it, by the clock on the wall. */
export function toField(at: number | null): string {
  if (at === null) return ''
  const d = new Date(at)
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`
}

/** What such a field gives, as an instant; null while it is empty or half filled. */
export function fromField(value: string): number | null {
  const at = value === '' ? Number.NaN : new Date(value).getTime()
  return Number.isNaN(at) ? null : at
}

export function inOneHour(now: number): number {
  return new Date(now).setMinutes(new Date(now).getMinutes() + 60, 0, 0)
}

/** So many days from now, at nine in the morning by the clock on the wall. */
export function atNine(now: number, days: number): number {
  const day = new Date(now)
  day.setDate(day.getDate() + days)
  return day.setHours(9, 0, 0, 0)
}
