const clocks = new Map<string, Intl.DateTimeFormat | null>()
/** The IANA list has about 600 names; more means that rubbish is asked for. */
const mostClocks = 1000

/**
 * `HH:MM` in this time zone (IANA); null for what is not a time zone. Making a formatter costs some 50 µs, using one
 * about one, so they are kept.
 */
export function localClock(now: number, timeZone: string): string | null {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    if (clocks.size >= mostClocks) clocks.clear()
    clock = makeClock(timeZone)
    clocks.set(timeZone, clock)
  }
  return clock?.format(now) ?? null
}

/** The hour (0 to 23) in the first of these time zones that is one; by UTC where none is. */
export function hourIn(zones: readonly (string | null | undefined)[], now: number): number {
  for (const zone of [...zones, 'UTC']) {
    const clock = zone ? localClock(now, zone) : null
    if (clock !== null) return Number.parseInt(clock, 10)
  }
  return 12
}

function makeClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return null
  }
}

/** Regions with islands or exclaves in another time zone, and the one nearly everybody there lives by. */
const mainZones: Readonly<Record<string, string>> = {
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kyiv',
}

const zonesOfRegions = new Map<string, string | null>()

/** The time zone of a region (ISO 3166), where it is one; null for the many of Russia, Brazil or the United States. */
export function zoneOfRegion(region: string): string | null {
  let zone = zonesOfRegions.get(region)
  if (zone === undefined) {
    zone = mainZones[region] ?? onlyZone(region)
    if (zonesOfRegions.size < mostClocks) zonesOfRegions.set(region, zone)
  }
  return zone
}

/** By the engine's own CLDR data (`Intl.Locale`, ECMA-402 Locale Info), which older engines lack. */
function onlyZone(region: string): string | null {
  if (!/^[A-Z]{2}$/.test(region)) return null
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined
  }
  const zones = locale.getTimeZones?.() ?? []
  return zones.length === 1 ? (zones[0] ?? null) : null
}
