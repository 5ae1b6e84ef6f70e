import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type DestinationStream, pino } from 'pino'
import { expect, vi } from 'vitest'
import { openPasswords } from '../../src/access/passwords.ts'
import { type App, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { demoHandlers } from '../../src/demo/demo-handlers.ts'
import {
  type DemoHappening,
  type DemoPhoneSystem,
  demoPhoneSystem,
} from '../../src/demo/demo-phone-system.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { openVoice } from '../../src/demo/open-voice.ts'

/** The demo as it is served, with a phone system that plays only what it is asked for. */
export interface DemoHouse {
  readonly app: App
  /** How the outside calls it. */
  readonly publicUrl: string
  readonly phoneSystem: DemoPhoneSystem
  readonly happenings: readonly DemoHappening[]
  close(): Promise<void>
}

/** Kinds to which the house connects. */
const connectedKinds = ['3cx', 'asterisk', 'freeswitch']

/** `faster`: than life; its clock is the real one, so that signatures are fresh. */
export async function openDemoHouse(kind: string, faster: number): Promise<DemoHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-demo-'))
  const happenings: DemoHappening[] = []
  const life = {
    now: Date.now,
    random: () => 0.05,
    report: (happening: DemoHappening) => void happenings.push(happening),
    wait: async (ms: number, signal: AbortSignal) => setTimeout(ms / faster, undefined, { signal }),
  }
  const voice = await openVoice(kind, { ...life, port: '8080' })
  if (!voice) throw new Error(`the demo does not speak as ${kind}`)
  const content = { ...voice.config, port: 0, data: folder }
  const config = readConfig(content, {}, { demo: true, folder })
  const at = { url: '' }
  const phoneSystem = demoPhoneSystem({
    ...life,
    voice: voice.speak({ ...life, baseUrl: () => at.url, publicUrl: () => config.publicUrl ?? at.url }),
    sources: config.sources.map(({ name }) => name),
  })
  const log = pino({ level: 'silent' }, { write: () => undefined } as unknown as DestinationStream)
  const demo = demoHandlers(phoneSystem)
  const app = await openApp({ config, log, now: Date.now, random: Math.random, version: 'test', demo })
  at.url = app.url
  const passwords = await openPasswords({ randomBytes: (size) => Buffer.alloc(size, 7) })
  await loadDemo(app.store, passwords.hash, Date.now())
  await app.access.agents.reload()
  if (connectedKinds.includes(kind)) await untilConnected(app.url, config.sources.length)
  return {
    app,
    publicUrl: config.publicUrl ?? app.url,
    phoneSystem,
    happenings,
    async close() {
      await phoneSystem.close()
      await app.close()
      await voice.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilConnected(url: string, connections: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const text = await (await fetch(`${url}/metrics`)).text()
      expect(text.match(/^greetline_connection_up\{.*\} 1$/gm)).toHaveLength(connections)
    },
    { timeout: 10_000, interval: 20 },
  )
}
