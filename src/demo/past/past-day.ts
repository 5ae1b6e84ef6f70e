import { addDays, type HouseDays, houseDays, weekdayOf } from '../../reports/house-days.ts'
import type { DemoSource } from '../demo-config.ts'
import { chanceOf, type PastChance } from './past-chance.ts'
import { badHour, type PastDesk } from './past-desks.ts'
import { numberOf, type PastPerson, pastPeople, type Tongue } from './past-people.ts'
import { type PastTopic, pastTopics, shopsWeight } from './past-topics.ts'

/** Somebody who wants to speak with the house: when (ms), and about what. */
export interface PastWish {
  /** Its own, by which all else of it is drawn. */
  readonly id: string
  readonly at: number
  /** Null where nobody knows who it is. */
  readonly person: PastPerson | null
  /** E.164; null where it is withheld. */
  readonly from: string | null
  readonly tongue: Tongue
  readonly topic: PastTopic
  readonly parcel: string
  /** They called about the same before. */
  readonly isAgain: boolean
}

/** What days of the past have in common. Days as `2026-11-17`. */
export interface PastCalendar {
  readonly badDay: string
  readonly shopsSince: string
}

const hourMs = 60 * 60_000
/** Nobody calls again about the same later than that. */
const furthestDays = 5
const days = new Map<string, HouseDays>()
const peopleOf = Object.groupBy(pastPeople, ({ source }) => source) as Record<DemoSource, PastPerson[]>
const byId = new Map(pastTopics.map((topic) => [topic.id, topic]))

/** All who call a desk on this day of its clock, in the order in which they do. The same for the same day and calendar. */
export function wishesOf(day: string, desk: PastDesk, calendar: PastCalendar): readonly PastWish[] {
  const again = Array.from({ length: furthestDays }, (_, n) => n + 1).flatMap((daysAgo) =>
    firstWishes(addDays(day, -daysAgo), desk, calendar).flatMap((wish) =>
      comesAgainOn(wish, daysAgo, desk, day),
    ),
  )
  const late = lateParcels(day, desk).flatMap((one) => asksAboutLate(one, desk, day))
  return [...firstWishes(day, desk, calendar), ...again, ...late].toSorted((one, other) => one.at - other.at)
}

/** A parcel of which a depot says in the morning that it will be late. */
export interface LateParcel {
  readonly id: string
  readonly person: PastPerson
  readonly parcel: string
  readonly kind: 'parcel-late' | 'customs-hold'
  /** Since when (ms). */
  readonly at: number
  /** When the customer was sent word of it, ms; null where nobody did. */
  readonly toldAt: number | null
}

/** The same for the same day: what is told of them, and who calls about them, is drawn of it. */
export function lateParcels(day: string, desk: PastDesk): readonly LateParcel[] {
  const chance = chanceOf(`late ${day} ${desk.source}`)
  if ((desk.weekdays[weekdayOf(day)] ?? 0) === 0) return []
  const at = instantOf(desk, day, 8)
  return Array.from({ length: 3 + chance.howMany(3) }, (_, n): LateParcel => {
    const person = chance.oneOf(peopleOf[desk.source] as [PastPerson, ...PastPerson[]])
    const kind = chance.happens(0.7) ? 'parcel-late' : 'customs-hold'
    const parcel = `SC${Math.floor(chance.between(2e8, 9e8))}`
    const isTold = chance.happens(kind === 'parcel-late' ? 0.65 : 0.4)
    const toldAt = isTold ? at + Math.floor(chance.between(5, 40) * 60_000) : null
    return { id: `late-${day}-${desk.source}-${n}`, person, parcel, kind, at, toldAt }
  })
}

/** Of those who were told few call; of the others many. */
function asksAboutLate(
  { id, person, parcel, kind, toldAt }: LateParcel,
  desk: PastDesk,
  day: string,
): PastWish[] {
  const chance = chanceOf(`asks ${id}`)
  const topic = byId.get(kind === 'parcel-late' ? 'where' : 'customs')
  if (!topic || !chance.happens(toldAt === null ? 0.42 : 0.09)) return []
  const at = instantOf(desk, day, 0) + Math.floor(chance.between(9.2, 17) * hourMs)
  return [{ id: `past-${id}`, at, topic, parcel, isAgain: false, ...callsFrom(person) }]
}

/** When the clock of this desk shows this hour of this day, ms. */
export function instantOf({ timeZone }: Pick<PastDesk, 'timeZone'>, day: string, hour: number): number {
  return clockOf(timeZone).beginOf(day) + hour * hourMs
}

export function dayAt({ timeZone }: Pick<PastDesk, 'timeZone'>, instant: number): string {
  return clockOf(timeZone).dayOf(instant)
}

export function hourAt({ timeZone }: Pick<PastDesk, 'timeZone'>, instant: number): number {
  return clockOf(timeZone).hourOf(instant)
}

function clockOf(timeZone: string): HouseDays {
  const known = days.get(timeZone) ?? houseDays(timeZone)
  days.set(timeZone, known)
  return known
}

function firstWishes(day: string, desk: PastDesk, calendar: PastCalendar): readonly PastWish[] {
  const chance = chanceOf(`calls ${day} ${desk.source}`)
  const busy = desk.weekdays[weekdayOf(day)] ?? 0
  return Object.entries(desk.hours).flatMap(([hour, [mean]]) => {
    const isBad = day === calendar.badDay && desk.source === badHour.source && Number(hour) === badHour.hour
    const calls = chance.howMany(mean * busy * (isBad ? badHour.more : 1))
    return Array.from({ length: calls }, (_, n) => {
      const at = instantOf(desk, day, Number(hour)) + Math.floor(chance.next() * hourMs)
      return wish(`past-${day}-${desk.source}-${hour}-${n}`, at, day >= calendar.shopsSince, desk, chance)
    })
  })
}

function wish(id: string, at: number, isShopClosed: boolean, desk: PastDesk, chance: PastChance): PastWish {
  const weightOf = ({ id: topic, weight }: PastTopic): number =>
    topic === 'shop-closed' && isShopClosed ? shopsWeight : weight
  const topic = chance.weighed(pastTopics, weightOf)
  const parcel = `SC${Math.floor(chance.between(2e8, 9e8))}`
  return { id, at, topic, parcel, isAgain: false, ...whoCalls(desk, chance) }
}

/** Some call often, most hardly ever. Strangers and whoever withholds their number are of one in five calls. */
function whoCalls(desk: PastDesk, chance: PastChance): Pick<PastWish, 'person' | 'from' | 'tongue'> {
  const usual = desk.source === 'berlin' ? 'de' : 'en'
  if (chance.happens(0.05)) return { person: null, from: null, tongue: usual }
  if (chance.happens(0.15)) {
    const prefix = desk.source === 'berlin' ? '+493023125' : '+8526555'
    const from = `${prefix}${Math.floor(desk.source === 'berlin' ? chance.between(910, 999) : chance.between(2000, 9999))}`
    return { person: null, from, tongue: usual }
  }
  const known = peopleOf[desk.source]
  const person = known[Math.floor(chance.next() ** 1.2 * known.length)]
  if (person === undefined) return { person: null, from: null, tongue: usual }
  return callsFrom(person)
}

function callsFrom(person: PastPerson): Pick<PastWish, 'person' | 'from' | 'tongue'> {
  return { person, from: numberOf(person), tongue: person.tongue }
}

/** Once or twice, in the opening hours of one of the next days. */
function comesAgainOn(first: PastWish, daysAgo: number, desk: PastDesk, day: string): PastWish[] {
  const chance = chanceOf(`again ${first.id}`)
  const comes = first.person !== null && chance.happens(first.topic.repeats)
  const after = Math.floor(chance.between(1, furthestDays))
  const secondAfter = chance.happens(0.25) ? after + 1 : null
  const isOpen = (desk.weekdays[weekdayOf(day)] ?? 0) > 0
  if (!comes || !isOpen || (daysAgo !== after && daysAgo !== secondAfter)) return []
  const at = instantOf(desk, day, 0) + Math.floor(chance.between(10, 16) * hourMs)
  return [{ ...first, id: `${first.id}-again-${daysAgo}`, at, isAgain: true }]
}
