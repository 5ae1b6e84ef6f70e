import { parseArgs } from 'node:util'
import { isRight } from './measure.ts'
import { play, type Verdict } from './play.ts'
import { report } from './report.ts'

/** Seeds that weights and margins were chosen with; the others are for judging them. */
const trainingSeeds = [1, 2, 3, 4, 5]
const judgingSeeds = [101, 102, 103, 104, 105]

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    train: { type: 'boolean', default: false },
    calls: { type: 'string', default: '4000' },
    customers: { type: 'string', default: '700' },
    wrong: { type: 'boolean', default: false },
  },
})
const seeds = values.seeds?.split(',').map(Number) ?? (values.train ? trainingSeeds : judgingSeeds)
const verdicts: Verdict[] = []
for (const seed of seeds) {
  verdicts.push(...(await play({ seed, calls: Number(values.calls), customers: Number(values.customers) })))
}
console.log(`Seeds ${seeds.join(', ')}.\n`)
console.log(report(verdicts))
if (values.wrong) {
  for (const one of verdicts.filter((it) => it.greeted !== null && !isRight(it))) {
    console.log(`${one.kind}: ${one.why}`)
  }
}
