import { parseArgs } from 'node:util'
import { databaseIn } from '../src/store/sqlite-files.ts'
import { describeMachine } from './machine.ts'
import { makeData } from './make-data.ts'
import { measureSearch } from './search/measure-search.ts'
import { rebuildIndex } from './search/rebuild-index.ts'
import { searchTableOf } from './search/search-table.ts'
import type { Scale } from './world.ts'

/** Measures the search alone: `npm run bench:search`, see docs/benchmarks.md. */
const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    /** Interactions; a tenth as many customers. */
    rows: { type: 'string' },
    data: { type: 'string' },
    /** Writes the search index anew, also where it is up to date. */
    rebuild: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Leaves out what needs a server: the pops while searches run. */
    'no-pops': { type: 'boolean', default: false },
  },
})
const rows = Number(options.rows ?? (options.small ? 100_000 : 10_000_000))
const scale: Scale = {
  customers: options.small ? 20_000 : rows / 10,
  numbers: options.small ? 26_000 : Math.floor(rows * 0.13),
  interactions: rows,
  agents: options.small ? 200 : 5_000,
}
const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const folder =
  options.data ?? (await makeData(scale, (what, done, all) => done === all && say(`made ${all} ${what}`)))
await rebuildIndex(databaseIn(folder), options.rebuild, say)
const machine = describeMachine(folder)
const popSeconds = options['no-pops'] ? null : options.small ? 3 : 20
const queriesPerKind = options.small ? 40 : 200
const report = await measureSearch({ folder, scale, queriesPerKind, popSeconds }, say)
const { cpu, cores, memoryGb, node, load } = machine
process.stdout.write(`${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, load before ${load.toFixed(1)}\n`)
process.stdout.write(`${searchTableOf(report)}\n`)
if (options.json) process.stdout.write(`${JSON.stringify({ machine, ...report })}\n`)
