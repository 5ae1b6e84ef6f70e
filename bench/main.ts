import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { databaseIn } from '../src/store/sqlite-files.ts'
import { type Crew, hireCrew, type ServerName, type Stage, setStage } from './drive.ts'
import { describeMachine } from './machine.ts'
import { makeData, type Progress } from './make-data.ts'
import { beginOtherWork } from './other-work.ts'
import { judge, type Measured } from './percentiles.ts'
import { type Figures, jsonOf, type Report, tableOf } from './report.ts'
import { measureSearch, type SearchReport } from './search/measure-search.ts'
import { rebuildIndex } from './search/rebuild-index.ts'
import { searchTableOf } from './search/search-table.ts'
import type { Scale } from './world.ts'

/** How much is driven, and for how long. Seconds are of one run. */
interface Plan {
  readonly scale: Scale
  readonly rates: readonly number[]
  readonly seconds: number
  /** Both servers take turns this often, so that what else the machine does hits both alike. */
  readonly rounds: number
  readonly warmUpSeconds: number
  /** Events a second that are tried one after the other, until one is not held. */
  readonly ramp: readonly number[]
  readonly rampSeconds: number
  readonly perImport: number
  readonly queriesPerKind: number
}

const whole: Plan = {
  scale: { customers: 1_000_000, numbers: 1_300_000, interactions: 10_000_000, agents: 5_000 },
  rates: [50, 200, 500],
  seconds: 20,
  rounds: 2,
  warmUpSeconds: 5,
  ramp: [1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7000, 8000, 10_000, 12_000, 14_000, 16_000],
  rampSeconds: 5,
  perImport: 100_000,
  queriesPerKind: 200,
}

const small: Plan = {
  scale: { customers: 20_000, numbers: 26_000, interactions: 100_000, agents: 200 },
  rates: [50, 200],
  seconds: 2.5,
  rounds: 2,
  warmUpSeconds: 1,
  ramp: [1000, 2000, 4000],
  rampSeconds: 1,
  perImport: 5_000,
  queriesPerKind: 40,
}

/** A rate is held when nothing is lost and its p99 stays below this many ms. */
const heldBelowMs = 250

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** A folder with data of the wanted scale: not made, not checked. */
    data: { type: 'string' },
    'only-data': { type: 'boolean', default: false },
    /** With `--small`, which has to end within a minute, the search is measured only where this is asked for. */
    search: { type: 'boolean' },
    /** Options for the servers' Node, such as --server-node=--cpu-prof. */
    'server-node': { type: 'string', multiple: true, default: [] },
  },
  allowNegative: true,
})
const plan = options.small ? small : whole
const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const folder = options.data ?? (await makeData(plan.scale, progress()))
await rebuildIndex(databaseIn(folder), false, say)
if (!options['only-data']) {
  const report = await measureAll(folder)
  process.stdout.write(`${tableOf(report)}\n`)
  const search = (options.search ?? !options.small) ? await searchIn(folder) : null
  if (search) process.stdout.write(`\n${searchTableOf(search)}\n`)
  if (options.json) process.stdout.write(`${jsonOf(report, search)}\n`)
}

/** The pops while others search are driven for as long as the others were, so that they can be compared. */
function searchIn(folder: string): Promise<SearchReport> {
  const { scale, queriesPerKind, seconds } = plan
  return measureSearch({ folder, scale, queriesPerKind, popSeconds: seconds }, say)
}

async function measureAll(folder: string): Promise<Report> {
  const machine = describeMachine(folder)
  const crew = hireCrew()
  try {
    const reference = newTally()
    const product = newTally()
    for (let round = 1; round < plan.rounds; round++) {
      await withStage(crew, 'reference', (stage) => driveRates(stage, reference))
      await withStage(crew, 'product', (stage) => driveRates(stage, product))
    }
    const referenceHeld = await withStage(crew, 'reference', async (stage) => {
      await driveRates(stage, reference)
      return driveRamp(stage)
    })
    const productHeld = await withStage(crew, 'product', async (stage) => {
      await driveRates(stage, product)
      return driveRamp(stage)
    })
    const busy = await withStage(crew, 'product', (stage) => driveBusy(stage))
    return {
      scale: plan.scale,
      machine,
      reference: figuresOf(reference, referenceHeld),
      product: figuresOf(product, productHeld),
      ...busy,
    }
  } finally {
    crew.dismiss()
  }
}

async function withStage<T>(crew: Crew, name: ServerName, work: (stage: Stage) => Promise<T>): Promise<T> {
  say(`${name}: connecting ${plan.scale.agents} desktops`)
  const nodeOptions = options['server-node']
  const stage = await setStage(name, { folder, scale: plan.scale, crew, nodeOptions })
  await stage.run(500, plan.warmUpSeconds)
  const result = await work(stage)
  await stage.close()
  return result
}

type Tally = Map<number, Measured[]>

function newTally(): Tally {
  return new Map(plan.rates.map((rate) => [rate, []]))
}

function figuresOf(tally: Tally, held: number | null): Figures {
  return { atRate: new Map([...tally].map(([rate, runs]) => [rate, judge(runs)])), held }
}

async function driveRates(stage: Stage, tally: Tally): Promise<void> {
  for (const [rate, runs] of tally) {
    const run = await stage.run(rate, plan.seconds)
    runs.push(run)
    tellRun(rate, run)
  }
}

/** One bad moment of the machine is not the server's: a step that fails is tried once more, when all is quiet again. */
async function driveRamp(stage: Stage): Promise<number> {
  let held = 0
  for (const rate of plan.ramp) {
    if (!(await isHeld(stage, rate))) {
      await pause(plan.rampSeconds * 1000)
      if (!(await isHeld(stage, rate))) break
    }
    held = rate
  }
  return held
}

async function isHeld(stage: Stage, rate: number): Promise<boolean> {
  const run = await stage.run(rate, plan.rampSeconds)
  tellRun(rate, run)
  const { p99, lost, refused } = judge([run])
  return lost + refused === 0 && p99 < heldBelowMs
}

async function driveBusy(stage: Stage): Promise<Pick<Report, 'busy' | 'otherWork'>> {
  say('product, while customers are imported, interactions searched and the house backed up')
  const { scale, perImport } = plan
  const other = beginOtherWork({ url: stage.url, folder, scale, perImport })
  const tally = newTally()
  await driveRates(stage, tally)
  const otherWork = await other.stop()
  return { busy: figuresOf(tally, null), otherWork }
}

function tellRun(rate: number, run: Measured): void {
  const { p50, p99, lost, refused, lateness } = judge([run])
  const odd = lost + refused > 0 ? `, ${lost} lost, ${refused} refused` : ''
  const late = lateness > 2 ? `, sender late by ${lateness.toFixed(1)} ms` : ''
  say(`  ${rate}/s: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms${odd}${late}`)
}

function progress(): Progress {
  let last = 0
  return (what, done, all) => {
    if (done < all && performance.now() - last < 5000) return
    last = performance.now()
    say(`making data: ${what} ${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`)
  }
}
