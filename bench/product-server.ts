import { createWriteStream } from 'node:fs'
import { pino } from 'pino'
import { openApp } from '../src/app.ts'
import { configOf } from './house.ts'
import { serveUntilStopped } from './server-process.ts'

/** The product as it is served, on the benchmark's data: the folder is the first argument. */
const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node bench/product-server.ts FOLDER')

const app = await openApp({
  config: configOf(folder),
  log: pino({ level: 'info' }, createWriteStream('/dev/null')),
  now: Date.now,
  random: Math.random,
  version: '0.0.0-bench',
})
serveUntilStopped(app.url.replace('localhost', '127.0.0.1'), app.close)
