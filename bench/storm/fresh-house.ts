import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearTraces } from '../clear-traces.ts'
import { houseSettings } from '../house.ts'
import { makeData } from '../make-data.ts'
import type { Scale } from '../world.ts'

/** Few customers and many agents: what is measured are desktops. */
export function smallScale(agents: number): Scale {
  return { customers: 20_000, numbers: 26_000, interactions: 20_000, agents }
}

/** The data folder of a house in which everybody is signed in and nobody has ever called. */
export async function freshData(scale: Scale, say: (line: string) => void): Promise<string> {
  const folder = await makeData(scale, (what, done, all) => done === all && say(`made ${all} ${what}`))
  clearTraces(folder, scale.agents, Date.now())
  return folder
}

/** A configuration file that is gone when this program ends. */
export function writeConfig(settings: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-storm-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'greetline.config.json')
  writeFileSync(file, JSON.stringify({ ...houseSettings, ...settings }))
  return file
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
