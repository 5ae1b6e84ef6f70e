import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { play } from './play.ts'
import { type Sabotage, sabotages } from './world.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    sabotage: { type: 'string' },
    faults: { type: 'string', default: '5' },
  },
})
const sabotage = sabotages.find((one): one is Sabotage => one === values.sabotage) ?? null

async function replay(seed: number): Promise<boolean> {
  const { faults, trace } = await play(seed, { sabotage, traced: true })
  for (const line of trace) console.log(line)
  console.log(faults.length === 0 ? `seed ${seed}: all is well` : `seed ${seed}: ${faults.join('\n  ')}`)
  return faults.length === 0
}

async function playMany(from: number, count: number): Promise<boolean> {
  const began = performance.now()
  const counts = new Map<string, number>()
  let failed = 0
  let played = 0
  for (let seed = from; seed < from + count; seed++) {
    const story = await play(seed, { sabotage })
    played++
    for (const [what, times] of story.counts) counts.set(what, (counts.get(what) ?? 0) + times)
    if (story.faults.length === 0) continue
    console.log(`seed ${seed}: ${story.faults.slice(0, 3).join('\n  ')}`)
    if (++failed >= Number(values.faults)) break
  }
  const minutes = (performance.now() - began) / 60_000
  console.log(`${played} stories, ${failed} with faults, ${Math.round(played / minutes)} a minute`)
  for (const [what, times] of [...counts].sort()) console.log(`  ${what}: ${times}`)
  return failed === 0
}

const isWell = values.seed
  ? await replay(Number(values.seed))
  : await playMany(Number(values.from), Number(values.seeds))
process.exitCode = isWell ? 0 : 1
