import { parseArgs } from 'node:util'
import { emptyOutcome, longRun } from './long-run.ts'

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '1000' },
    store: { type: 'string', default: 'sqlite' },
    nodes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    lines: { type: 'string', default: '12' },
    'look-every': { type: 'string', default: '250' },
  },
})
if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store sqlite|postgres')
const nodes = values.store === 'sqlite' ? 1 : Number(values.nodes ?? 3)
const seed = Number(values.seed)
const began = performance.now()
const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort())
const outcome = emptyOutcome()
const brokenOff = await longRun(
  {
    store: values.store,
    nodes,
    faults: Number(values.faults),
    seed,
    only: values.only?.split(',') ?? [],
    lines: Number(values.lines),
    lookEvery: Number(values['look-every']),
    stopping: stopping.signal,
    say: (line) => console.log(line),
  },
  outcome,
).then(
  () => null,
  (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
)
const { faults, slowestComeBackMs, slowestDrainMs, slowestHealMs, slowestReturnMs, ...counts } = outcome
const { lost, duplicated, wrong, missedPops, ghostPops, oldPops, exits, told } = counts
console.log(
  JSON.stringify({
    store: values.store,
    nodes,
    seed,
    minutes: Math.round((performance.now() - began) / 6000) / 10,
    ...counts,
    ...(brokenOff && { brokenOff }),
    slowestComeBackMs: Math.round(slowestComeBackMs),
    slowestDrainMs: Math.round(slowestDrainMs),
    slowestHealMs: Math.round(slowestHealMs),
    slowestReturnMs: Math.round(slowestReturnMs),
    faults: Object.fromEntries(Object.entries(faults).sort()),
  }),
)
const isWell = lost + duplicated + wrong + missedPops + ghostPops + oldPops + exits + told === 0
process.exit(isWell && brokenOff === null ? 0 : 1)
