import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { importedPrefix } from './clear-traces.ts'
import { sessionCookieOf } from './house.ts'
import { tongues } from './words.ts'
import { makeCustomer, makeNumber, type Scale, seededRandom } from './world.ts'

/** What goes on in the house besides calls, over and over: an import, a supervisor's searches, a backup. */
export interface OtherWork {
  /** Ends it, and tells how much of each was done. */
  stop(): Promise<OtherWorkDone>
}

export interface OtherWorkDone {
  readonly imported: number
  readonly searches: number
  /** Ms; a search that took too long counts with the two seconds after which it is called off. */
  readonly searchP99: number
  readonly searchesTooLong: number
  readonly backups: number
}

interface Where {
  readonly url: string
  readonly folder: string
  readonly scale: Scale
  /** Customers of one import; the next begins when it is done. */
  readonly perImport: number
}

export function beginOtherWork(where: Where): OtherWork {
  const ending = new AbortController()
  const done = Promise.all([importOnAndOn(where, ending.signal), searchOnAndOn(where, ending.signal)])
  // Whoever stops this hears of what went wrong.
  done.catch(() => undefined)
  const backup = fork(fileURLToPath(new URL('backup-process.ts', import.meta.url)), [where.folder])
  let backups = 0
  backup.on('message', () => backups++)
  return {
    async stop() {
      ending.abort()
      const gone = new Promise((resolve) => backup.once('exit', resolve))
      backup.kill()
      await gone
      for (const end of ['', '.sha256', '.partial', '.partial-journal']) {
        rmSync(join(where.folder, `backup.sqlite${end}`), { force: true })
      }
      const [imported, { took, tooLong }] = await done
      took.sort((a, b) => a - b)
      const searchP99 = took[Math.floor(took.length * 0.99)] ?? Number.NaN
      return { imported, searches: took.length, searchP99, searchesTooLong: tooLong, backups }
    },
  }
}

async function importOnAndOn({ url, scale, perImport }: Where, ending: AbortSignal): Promise<number> {
  let done = 0
  for (let round = 0; !ending.aborted; round++) {
    const job = await ask(
      url,
      'POST',
      '/v1/imports/customers?region=DE',
      'text/csv',
      csvOf(round, perImport, scale),
    )
    let rows = 0
    for (let state = 'running'; state === 'running' && !ending.aborted; ) {
      await pause(200)
      const now = await ask(url, 'GET', `/v1/imports/${job.id}`)
      state = String(now.state)
      rows = Number(now.rowsRead)
      if (Number(now.rowsRefused) > 0 || state === 'failed')
        throw new Error(`the import broke off: ${now.failure}`)
    }
    done += rows
  }
  return done
}

/** Customers that nobody has yet, with numbers behind those that are taken. */
function csvOf(round: number, count: number, scale: Scale): string {
  const lines = ['externalId,name,language,mobile']
  for (let n = 0; n < count; n++) {
    const place = scale.numbers + round * count + n
    const { name, language } = makeCustomer(place)
    lines.push(
      `${importedPrefix}${place},${name},${language},${makeNumber(place, { ...scale, customers: 1e9 })}`,
    )
  }
  return lines.join('\n')
}

/** One search after the other, as fast as they are answered; how long each took, ms. */
async function searchOnAndOn(
  { url, scale }: Where,
  ending: AbortSignal,
): Promise<{ took: number[]; tooLong: number }> {
  const random = seededRandom(scale.interactions)
  const took: number[] = []
  let tooLong = 0
  while (!ending.aborted) {
    const began = performance.now()
    const body = JSON.stringify(makeSearch(scale, random))
    const { error } = await ask(url, 'POST', '/v1/interactions/search', 'application/json', body)
    if (error !== undefined) tooLong++
    took.push(performance.now() - began)
  }
  return { took, tooLong }
}

/** Words of the notes in every script, names, numbers of orders, numbers of callers. */
function makeSearch(scale: Scale, random: () => number): object {
  const tongue = tongues[Math.floor(random() * tongues.length)] ?? tongues[0]
  const sentence = tongue?.sentences[Math.floor(random() * 10)] ?? ''
  const kind = Math.floor(random() * 4)
  if (kind === 0) return { number: makeNumber(Math.floor(random() * scale.numbers), scale) }
  if (kind === 1) return { text: makeCustomer(Math.floor(random() * scale.customers)).name }
  if (kind === 2) return { text: `AB-${10_000 + Math.floor(random() * 90_000)}` }
  return { text: sentence.includes(' ') ? sentence.split(' ').slice(0, 3).join(' ') : sentence.slice(0, 6) }
}

async function ask(
  url: string,
  method: string,
  path: string,
  type?: string,
  body?: string,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      cookie: sessionCookieOf('supervisor'),
      origin: url,
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body }),
  })
  // 503: a search that took too long says so.
  if (answer.ok || answer.status === 503) return (await answer.json()) as Record<string, unknown>
  throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}
