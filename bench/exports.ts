import { fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ExportDone } from './export-process.ts'
import { sessionCookieOf } from './house.ts'
import { describeMachine } from './machine.ts'
import { makeData } from './make-data.ts'
import { measurePopsBeside } from './pops-beside.ts'
import type { Scale } from './world.ts'

/** Measures exports: `npm run bench:exports`, see docs/benchmarks.md. */
const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    rows: { type: 'string' },
    data: { type: 'string' },
    /** Leaves out what needs a server: the pops while an export is written. */
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
const popSeconds = options.small ? 3 : 20
const popsPerSecond = 200

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
const folder =
  options.data ?? (await makeData(scale, (what, done, all) => done === all && say(`made ${all} ${what}`)))
say(JSON.stringify(describeMachine(folder)))

const { own, mapped, ...done } = await exportAll()
const mb = (of: number) => of.toFixed(0)
const lines = [
  `${done.rows} rows, ${mb(done.bytes / 1e6)} MB in ${mb(done.seconds)} s: ${mb(done.rows / done.seconds)} rows a second`,
  `own memory after each tenth, MB: ${own.map(mb).join(' ')}`,
  `mapped pages of the database at the end ${mb(mapped)} MB, which the system takes back as it needs them`,
]
if (!options['no-pops']) {
  const { alone, meanwhile } = await measurePopsBeside(
    { folder, scale, rate: popsPerSecond, seconds: popSeconds },
    exportOnAndOn,
  )
  lines.push(
    `pops at ${popsPerSecond} events/s: p50 ${alone.p50.toFixed(2)} p99 ${alone.p99.toFixed(2)} ms alone; p50 ${meanwhile.p50.toFixed(2)} p99 ${meanwhile.p99.toFixed(2)} ms while one is written: times ${(meanwhile.p99 / alone.p99).toFixed(2)} at p99; lost ${alone.lost + meanwhile.lost}`,
  )
}
process.stdout.write(`${lines.join('\n')}\n`)

function exportAll(): Promise<ExportDone> {
  const child = fork(fileURLToPath(new URL('export-process.ts', import.meta.url)), [folder, String(rows)])
  return new Promise((resolve, reject) => {
    child.once('message', (done: ExportDone) => resolve(done))
    child.once('exit', (code) => reject(new Error(`the export ended with code ${code}`)))
  })
}

/** One after the other; the last one is cancelled. */
async function exportOnAndOn(url: string, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const { id } = await ask(url, 'POST', '/v1/exports', { kind: 'interactions', search: {} })
    const path = `/v1/exports/${String(id)}`
    for (let state = 'waiting'; state === 'waiting' || state === 'running'; ) {
      await pause(200)
      state = String((await ask(url, 'GET', path)).state)
      if (ending.aborted && (state === 'waiting' || state === 'running'))
        await ask(url, 'POST', `${path}/cancel`, {})
      if (state === 'failed') throw new Error('the export failed')
    }
    await pause(20)
  }
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { cookie: sessionCookieOf('supervisor'), origin: url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  const text = await answer.text()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
