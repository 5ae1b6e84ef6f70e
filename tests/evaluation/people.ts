import type { Chance } from '../simulator/chance.ts'
import { numberMaker, type Place, places } from './places.ts'

/** Somebody who calls. Whoever has no record is no customer. */
export interface Person {
  readonly key: number
  readonly name: string
  readonly place: Place
  record: RecordPlan | null
}

/** What the house has on file of somebody; not always what is true. */
export interface RecordPlan {
  readonly kind: 'person' | 'household' | 'company'
  readonly name: string
  readonly externalId: string
  readonly place: Place
  readonly numbers: { readonly number: string; readonly verified: boolean }[]
  belongsTo: RecordPlan | null
  /** Given by the store. */
  id: number
}

/** One way in which somebody comes to call; what is shown on the line is not always theirs. */
export interface Habit {
  readonly kind: string
  /** How often, against the others. */
  readonly weight: number
  readonly who: Person
  /** E.164; null where the number is withheld or there is none. */
  readonly line: string | null
  /** What stands in the number's place. */
  readonly instead?: string
  readonly restricted?: boolean
  readonly attestation?: 'A' | 'B' | 'C' | 'failed' | 'none'
  /** Whose customer number is typed into the voice menu; `checked` with a PIN that was right. */
  readonly typed?: { readonly record: RecordPlan; readonly checked: boolean }
  /** Others who may ring from the same line, for call-backs. */
  readonly house?: readonly Person[]
}

export interface World {
  readonly records: readonly RecordPlan[]
  readonly habits: readonly Habit[]
}

/** A house and those who call it, always the same for a seed. `size` is about the number of customers. */
export function makeWorld(chance: Chance, size: number): World {
  const newNumber = numberMaker(chance)
  const records: RecordPlan[] = []
  const habits: Habit[] = []
  let people = 0
  const person = (place: Place): Person => ({
    key: ++people,
    name: nameOf(place, chance),
    place,
    record: null,
  })
  const record = (plan: Omit<RecordPlan, 'externalId' | 'id'>): RecordPlan => {
    const made = { ...plan, externalId: `K-${10_000 + records.length * 7}`, id: 0 }
    records.push(made)
    return made
  }
  const file = (who: Person, lines: readonly string[], belongsTo: RecordPlan | null = null): RecordPlan => {
    const numbers = lines.map((number) => ({ number, verified: chance.of(0.35) }))
    who.record = record({ kind: 'person', name: who.name, place: who.place, numbers, belongsTo })
    return who.record
  }
  const tools: Tools = { chance, newNumber, person, record, file, habits, records }
  for (let n = 0; n < size; ) n += makeGroup(tools, chance.pick(places))
  makeStrangers(tools, Math.round(size * 0.25))
  makeForgers(tools, Math.round(size * 0.03))
  return { records, habits }
}

interface Tools {
  readonly chance: Chance
  readonly newNumber: ReturnType<typeof numberMaker>
  readonly person: (place: Place) => Person
  readonly record: (plan: Omit<RecordPlan, 'externalId' | 'id'>) => RecordPlan
  readonly file: (who: Person, lines: readonly string[], belongsTo?: RecordPlan | null) => RecordPlan
  readonly habits: Habit[]
  readonly records: RecordPlan[]
}

/** How many customers it makes. Shares are guesses of what a courier or a utility sees, and stand in the report. */
function makeGroup(tools: Tools, place: Place): number {
  const dice = tools.chance.between(1, 1000)
  if (dice <= 560) return makeSingle(tools, place)
  if (dice <= 640) return makeSharedFamily(tools, place)
  if (dice <= 690) return makeHouseholdRecord(tools, place)
  if (dice <= 730) return makeHiddenFamily(tools, place)
  if (dice <= 760) return makeSharedMobile(tools, place)
  if (dice <= 860) return makeCompany(tools, place)
  if (dice <= 880) return makeRecycled(tools, place)
  return makeTyper(tools, place)
}

function makeSingle({ habits, chance, newNumber, person, file }: Tools, place: Place): number {
  const who = person(place)
  const mobile = newNumber(place, 'mobile')
  const home = chance.of(0.3) ? newNumber(place, 'landline') : null
  const onFile = file(who, home ? [mobile, home] : [mobile])
  const attestation = place.region === 'US' ? chance.pick(['A', 'A', 'B', 'C', 'none'] as const) : undefined
  habits.push({ kind: 'own number', weight: 10, who, line: mobile, ...(attestation ? { attestation } : {}) })
  if (home) habits.push({ kind: 'own number', weight: 3, who, line: home })
  if (chance.of(0.15))
    habits.push({ kind: 'a number not on file', weight: 1, who, line: newNumber(place, 'mobile') })
  if (chance.of(0.15)) habits.push({ kind: 'withheld', weight: 2, who, line: mobile, restricted: true })
  if (chance.of(0.05)) habits.push({ kind: 'withheld', weight: 1, who, line: null, instead: 'anonymous' })
  if (chance.of(0.06)) {
    const typed = { record: onFile, checked: false }
    habits.push({
      kind: 'withheld, typed the own customer number',
      weight: 2,
      who,
      line: mobile,
      restricted: true,
      typed,
    })
  }
  return 1
}

/** All of a family have the landline in their records. */
function makeSharedFamily({ habits, chance, newNumber, person, file, record }: Tools, place: Place): number {
  const home = newNumber(place, 'landline')
  const family = chance.of(0.5)
    ? record({
        kind: 'household',
        name: `Family ${nameOf(place, chance)}`,
        place,
        numbers: [],
        belongsTo: null,
      })
    : null
  const house = Array.from({ length: chance.between(2, 4) }, () => person(place))
  for (const who of house) {
    const mobile = chance.of(0.6) ? newNumber(place, 'mobile') : null
    file(who, mobile ? [home, mobile] : [home], family)
    habits.push({ kind: 'family line, on file of all', weight: chance.between(1, 6), who, line: home, house })
    if (mobile) habits.push({ kind: 'own number', weight: 6, who, line: mobile })
  }
  return house.length
}

/** The household has the number; the members have their own. */
function makeHouseholdRecord(
  { habits, chance, newNumber, person, file, record }: Tools,
  place: Place,
): number {
  const home = newNumber(place, 'landline')
  const numbers = [{ number: home, verified: chance.of(0.35) }]
  const family = record({
    kind: 'household',
    name: `Family ${nameOf(place, chance)}`,
    place,
    numbers,
    belongsTo: null,
  })
  const house = Array.from({ length: chance.between(2, 4) }, () => person(place))
  for (const who of house) {
    const mobile = newNumber(place, 'mobile')
    file(who, [mobile], family)
    habits.push({
      kind: 'family line, on file of the household',
      weight: chance.between(1, 5),
      who,
      line: home,
      house,
    })
    habits.push({ kind: 'own number', weight: 6, who, line: mobile })
  }
  return house.length
}

/** One of them has the landline on file; the others use it all the same, and some are customers. */
function makeHiddenFamily({ habits, chance, newNumber, person, file }: Tools, place: Place): number {
  const home = newNumber(place, 'landline')
  const house = Array.from({ length: chance.between(2, 3) }, () => person(place))
  const [owner, ...others] = house as [Person, ...Person[]]
  file(owner, [home])
  habits.push({ kind: 'family line, on file of one', weight: 8, who: owner, line: home, house })
  for (const who of others) {
    if (chance.of(0.5)) file(who, [newNumber(place, 'mobile')])
    habits.push({ kind: 'family line, on file of one', weight: 0.4, who, line: home, house })
  }
  return 1
}

function makeSharedMobile({ habits, chance, newNumber, person, file }: Tools, place: Place): number {
  const mobile = newNumber(place, 'mobile')
  const house = [person(place), person(place)]
  for (const who of house) {
    file(who, [mobile])
    habits.push({ kind: 'mobile of two', weight: chance.between(2, 6), who, line: mobile, house })
  }
  return 2
}

/** A range of extensions; some direct lines are on file of those who sit there. */
function makeCompany({ habits, chance, newNumber, person, file, record }: Tools, place: Place): number {
  const main = newNumber(place, 'landline').slice(0, -2)
  const numbers = [{ number: `${main}*`, verified: false }]
  const company = record({
    kind: 'company',
    name: `${nameOf(place, chance)} & Co.`,
    place,
    numbers,
    belongsTo: null,
  })
  const staff = Array.from({ length: chance.between(2, 6) }, () => person(place))
  staff.forEach((who, n) => {
    const direct = `${main}${String(10 + n * 3)}`
    const onFile = chance.of(0.4)
    const mobile = chance.of(0.5) ? newNumber(place, 'mobile') : null
    file(who, [...(onFile ? [direct] : []), ...(mobile ? [mobile] : [])], company)
    const kind = onFile ? 'direct line, on file' : 'direct line of a company'
    habits.push({ kind, weight: 4, who, line: direct, house: staff })
    habits.push({ kind: 'switchboard of a company', weight: 2, who, line: `${main}00`, house: staff })
    if (mobile) habits.push({ kind: 'own number', weight: 4, who, line: mobile })
  })
  return staff.length
}

/** The number has gone to somebody else since it was put on file. */
function makeRecycled({ habits, chance, newNumber, person, file }: Tools, place: Place): number {
  const mobile = newNumber(place, 'mobile')
  const former = person(place)
  file(former, [mobile])
  const now = newNumber(place, 'mobile')
  habits.push({ kind: 'a number not on file', weight: 1, who: former, line: now })
  const next = person(place)
  const isCustomer = chance.of(0.3)
  if (isCustomer) file(next, [newNumber(place, 'mobile')])
  const kind = isCustomer
    ? 'number that was another customer’s'
    : 'number that was a customer’s, now a stranger’s'
  habits.push({ kind, weight: isCustomer ? 2 : 0.5, who: next, line: mobile })
  return isCustomer ? 2 : 1
}

/** Calls from wherever they are, and types a customer number. */
function makeTyper({ habits, chance, newNumber, person, file, records }: Tools, place: Place): number {
  const who = person(place)
  const mobile = newNumber(place, 'mobile')
  const own = file(who, [mobile])
  const elsewhere = newNumber(place, 'landline')
  habits.push({ kind: 'own number', weight: 5, who, line: mobile })
  habits.push({
    kind: 'own number, typed the own customer number',
    weight: 3,
    who,
    line: mobile,
    typed: { record: own, checked: false },
  })
  habits.push({
    kind: 'strange number, typed the own customer number',
    weight: 2,
    who,
    line: elsewhere,
    typed: { record: own, checked: false },
  })
  habits.push({
    kind: 'strange number, typed and checked',
    weight: 2,
    who,
    line: elsewhere,
    typed: { record: own, checked: true },
  })
  const other = chance.pick(records)
  if (other !== own && other.kind === 'person') {
    habits.push({
      kind: 'own number, typed another’s customer number',
      weight: 0.4,
      who,
      line: mobile,
      typed: { record: other, checked: false },
    })
  }
  return 1
}

function makeStrangers({ habits, chance, newNumber, person }: Tools, count: number): void {
  for (let n = 0; n < count; n++) {
    const place = chance.pick(places)
    const line = newNumber(place, chance.of(0.7) ? 'mobile' : 'landline')
    habits.push({ kind: chance.of(0.2) ? 'wrong number' : 'stranger', weight: 2, who: person(place), line })
  }
}

/** Somebody who shows a customer's number. How often nothing gives it away decides what no system can know. */
function makeForgers({ habits, chance, person, records }: Tools, count: number): void {
  for (let n = 0; n < count; n++) {
    const victim = chance.pick(
      records.filter((one) => one.numbers.some(({ number }) => !number.endsWith('*'))),
    )
    const line = victim.numbers.find(({ number }) => !number.endsWith('*'))?.number ?? null
    const dice = chance.between(1, 100)
    const attestation = dice <= 60 ? 'failed' : dice <= 85 ? 'C' : null
    const kind = attestation
      ? `forged number, attestation ${attestation}`
      : 'forged number, nothing known against it'
    habits.push({
      kind,
      weight: 0.8,
      who: person(victim.place),
      line,
      ...(attestation ? { attestation } : {}),
    })
  }
}

function nameOf({ families, givens, eastern }: Place, chance: Chance): string {
  const [family, given] = [chance.pick(families), chance.pick(givens)]
  const spaced = /\p{Script=Latin}/u.test(family + given)
  return eastern ? `${family}${spaced ? ' ' : ''}${given}` : `${given} ${family}`
}
