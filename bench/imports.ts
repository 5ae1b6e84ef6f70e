import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openHouseStore } from '../src/app.ts'
import { importIntoStore } from '../src/cli/import-into-store.ts'
import { openNumberReader } from '../src/number-reading.ts'
import { startPostgres } from '../tests/store/postgres-server.ts'
import { monotonicMs } from './clock.ts'
import { describeMachine } from './machine.ts'

/**
 * How long an import takes on an empty house: new customers, the same file again, and a file in which each hundredth
 * customer has another name. One JSON line per import; fails where a refusal or the progress is missing.
 * `npm run bench:imports -- --rows 100000 --store postgres`
 */
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, store: { type: 'string', default: 'sqlite' } },
})
const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'greetline-imports-'))
const server = values.store === 'postgres' ? await startPostgres() : null
const store = await openHouseStore({ data: folder, store: server?.url ?? 'sqlite' })
const readNumber = openNumberReader([
  { name: 'main', region: 'DE', numberFormat: 'e164', extensionLength: 4 } as never,
] as never)

console.log(JSON.stringify(describeMachine(folder)))
for (const [what, renamed] of [
  ['new', false],
  ['same', false],
  ['1 % renamed', true],
] as const) {
  const file = join(folder, 'customers.csv')
  writeFileSync(file, csvOf(rows, renamed))
  const began = monotonicMs()
  let said = ''
  let refused = -1
  const steps = new Set<string>()
  await importIntoStore([file, '--region', 'DE'], {
    store,
    readNumber,
    tiers: ['standard', 'silver', 'gold'],
    out: (text) => {
      refused += text.split('\n').length - 1
    },
    err: (text) => {
      said = text
      steps.add(text)
    },
    node: 'bench',
    now: Date.now,
    signal: new AbortController().signal,
  })
  const seconds = (monotonicMs() - began) / 1000
  console.log(
    JSON.stringify({ store: values.store, what, seconds: Number(seconds.toFixed(1)), says: said.trim() }),
  )
  if (refused !== Math.ceil((rows - 7) / 1000)) throw new Error(`${refused} refused rows were reported`)
  if (steps.size < Math.min(50, rows / 100)) throw new Error('its progress was not told')
}
await store.close()
await server?.stop()
rmSync(folder, { recursive: true, force: true })

/** One row in a thousand cannot be read. */
function csvOf(many: number, renamed: boolean): string {
  const lines = ['External ID;Vorname;Nachname;Telefon;Mobil;tier']
  for (let n = 0; n < many; n++) {
    const phone = n % 1000 === 7 ? 'unknown' : `030 ${1_000_000 + n}`
    const name = renamed && n % 100 === 0 ? `Neu ${n}` : `Muster ${n}`
    lines.push(`c${n};Anna;${name};${phone};0171 ${2_000_000 + n};gold`)
  }
  return lines.join('\n')
}
