import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { en } from '../src/desktop/words/en.ts'
import { enReports } from '../src/desktop/words/en-reports.ts'
import { databaseIn } from '../src/store/sqlite-files.ts'
import { type OpenPage, openBrowser } from '../tests/browser/browser.ts'
import { fillHourHouse, type HourHouse, hourSettings } from '../tests/browser/hour-house.ts'
import {
  explainWrongPop,
  exportWeek,
  findCaller,
  findPromisesOfToday,
  findTraces,
  type HourPage,
  lookIntoWaiting,
  openCaller,
  openCallsOfQueue,
  playBack,
  settlePromises,
} from '../tests/browser/play-hour.ts'
import { openHouse } from '../tests/house.ts'
import { describeMachine } from './machine.ts'
import { makeData } from './make-data.ts'
import { rebuildIndex } from './search/rebuild-index.ts'

/**
 * A supervisor's hour in a real browser on a large house, and how long each look took from the click until it was drawn.
 * What the hour looks for is put into the house once, by the phone system's events and over the API, and stays there.
 * `npm run hour -- --data FOLDER --screens FOLDER`; without a folder one of 10,000,000 interactions is made.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    small: { type: 'boolean', default: false },
    screens: { type: 'string' },
    /** A week of the made data, which ends on 30 June 2026: as many rows as a week of such a house has. */
    monday: { type: 'string', default: '2026-06-15' },
  },
})
const large = { customers: 1_000_000, numbers: 1_300_000, interactions: 10_000_000, agents: 5_000 }
const small = { customers: 20_000, numbers: 26_000, interactions: 100_000, agents: 200 }
const longest = 600_000

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
const folder = resolve(options.data ?? (await makeData(options.small ? small : large, () => undefined)))
console.log(JSON.stringify({ ...describeMachine(folder), load: loadavg()[0]?.toFixed(1) }))
const browser = await openBrowser()
say('opening the house; it grows by what is new in the schema')
await rebuildIndex(databaseIn(folder), false, say)
const house = await openHouse(hourSettings, { at: folder })
say('putting in what the hour looks for, until it is indexed and counted')
const hour = await putIn()
const taken: { readonly look: string; readonly ms: number }[] = []
try {
  const sam = await browser.open(house, 'sam', { path: '/desk' })
  await play(pageOf(sam), hour)
  await sam.context.close()
  const ines = await browser.open(house, 'ines', { deskless: true })
  await findTraces(pageOf(ines))
  console.table(taken)
  console.log(JSON.stringify({ taken, load: loadavg()[0]?.toFixed(1) }))
} finally {
  await browser.close()
  await house.close()
}

/** Contacts and people are put in once; the calls of the last week anew where another week is the last. */
async function putIn(): Promise<HourHouse> {
  const note = join(folder, 'hour.json')
  const ouyang = existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')).ouyang as number) : undefined
  const filled = await fillHourHouse(house, { leads: null, ouyang, patience: longest })
  writeFileSync(note, JSON.stringify({ ouyang: filled.ouyang }))
  await filled.makePromises()
  return filled
}

async function play(at: HourPage, { week }: HourHouse): Promise<void> {
  await openCaller(at, await findCaller(at))
  await lookIntoWaiting(at)
  await openCallsOfQueue(at)
  await findPromisesOfToday(at)
  await settlePromises(at)
  await explainWrongPop(at)
  await playBack(at)
  const csv = await exportWeek(at, { ...week, monday: options.monday, sunday: sixDaysAfter(options.monday) })
  say(`exported rows: ${csv.split('\r\n').length - 2}`)
}

function pageOf({ page }: OpenPage): HourPage {
  page.setDefaultTimeout(longest)
  return {
    page,
    words: en,
    said: enReports,
    async look(look, begin, isDrawn) {
      const began = performance.now()
      await begin()
      await isDrawn()
      await painted(page)
      taken.push({ look, ms: Math.round(performance.now() - began) })
      if (!options.screens) return
      mkdirSync(options.screens, { recursive: true })
      await page.screenshot({ path: join(options.screens, `${look}.png`) })
    },
  }
}

/** After the next frame has begun, what was drawn before it stands on the screen. */
function painted(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

function sixDaysAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 6 * 86_400_000).toISOString().slice(0, 10)
}
