import { readFileSync } from 'node:fs'
import { type DestinationStream, type Logger, pino } from 'pino'
import { type App, openApp } from '../app.ts'
import { ConfigFaults } from '../config.ts'
import { StoppedWaiting } from '../wait-for-store.ts'
import { readSetup } from './read-setup.ts'
import type { Surroundings } from './surroundings.ts'

/** `serve`: the program in earnest. Exit code 0 after a signal, 1 where it cannot begin, 2 for a faulty configuration. */
export async function serve(args: string[], world: Surroundings): Promise<number> {
  return orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    if (rest.length > 0)
      throw new ConfigFaults([{ path: rest.join(' '), message: 'serve does not know this' }])
    const log = pino({ level: config.log.level, base: null }, world.stdout as DestinationStream)
    const stopping = new AbortController()
    const stopped = world.stopping().then(() => stopping.abort())
    const app = await openApp({
      config,
      log,
      now: world.now,
      random: world.random,
      version: version(),
      listening: (url) => log.info({ url }, 'greetline is listening'),
      stopping: stopping.signal,
    }).catch(unlessStopped)
    if (!app) return
    await tellIfNobodyCanSignIn(app, log)
    await stopped
    await app.close()
  })
}

function unlessStopped(reason: unknown): null {
  if (reason instanceof StoppedWaiting) return null
  throw reason
}

async function tellIfNobodyCanSignIn({ store }: App, log: Logger): Promise<void> {
  const accounts = await store.readAccounts().catch(() => null)
  if (accounts?.length !== 0) return
  log.warn('nobody can sign in yet: npm run cli -- account add --login admin --name Admin --role admin')
}

/** Serves until the process is asked to stop. */
export async function untilStopped(app: Pick<App, 'close'>, world: Surroundings): Promise<void> {
  await world.stopping()
  await app.close()
}

/** Faults of the set-up are told as they are; where the door is taken already, that is said too. */
export async function orSayWhy(world: Surroundings, work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return 0
  } catch (reason) {
    if (reason instanceof ConfigFaults) {
      world.stderr.write(`${reason.message}\n`)
      return 2
    }
    const { code, message, port } = reason as NodeJS.ErrnoException & { port?: number }
    const why = code === 'EADDRINUSE' ? `Port ${port} is taken: set PORT to another one.` : message
    world.stderr.write(`Greetline cannot begin. ${why}\n`)
    return 1
  }
}

/** The version of this program, as package.json has it. */
export function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
