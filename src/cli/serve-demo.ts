import { randomBytes } from 'node:crypto'
import { type DestinationStream, pino } from 'pino'
import { openPasswords } from '../access/passwords.ts'
import { openApp } from '../app.ts'
import { ConfigFaults, demoSecrets } from '../config.ts'
import { demoHandlers } from '../demo/demo-handlers.ts'
import { type DemoPhoneSystem, demoPhoneSystem } from '../demo/demo-phone-system.ts'
import { loadDemo } from '../demo/load-demo.ts'
import { signRequest } from '../pbx/verify-request.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy, untilStopped, version } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * `demo`: the program with a demo tenant, and a demo phone system that posts calls to it over HTTP, signed. With
 * `--no-calls` that one plays only what it is asked for.
 */
export async function serveDemo(args: string[], world: Surroundings): Promise<number> {
  return orSayWhy(world, async () => {
    const isSilent = args.includes('--no-calls')
    const { config, rest } = readSetup(['--demo', ...args.filter((one) => one !== '--no-calls')], world)
    if (rest.length > 0)
      throw new ConfigFaults([{ path: rest.join(' '), message: 'demo does not know this' }])
    const log = pino({ level: 'warn', base: null }, world.stderr as DestinationStream)
    const at = { url: '' }
    const phoneSystem = demoPhoneSystem({
      baseUrl: () => at.url,
      sign: (id, now, body) => signRequest(demoSecrets.signing, id, now, body),
      sources: config.sources.map((one) => one.name),
      now: world.now,
      random: world.random,
      report: (happening) => {
        if (happening.kind !== 'call') log.warn(happening, 'the demo phone system is not heard')
      },
    })
    const app = await openApp({
      config,
      log,
      now: world.now,
      random: world.random,
      version: version(),
      demo: demoHandlers(phoneSystem),
    })
    at.url = app.url
    const passwords = await openPasswords({ randomBytes: (size) => randomBytes(size) })
    await loadDemo(app.store, passwords.hash, world.now())
    await app.access.agents.reload()
    if (!isSilent) phoneSystem.resume()
    world.stdout.write(welcome(app.url, phoneSystem))
    await untilStopped({ close: () => phoneSystem.close().then(app.close) }, world)
  })
}

function welcome(url: string, { kinds }: Pick<DemoPhoneSystem, 'kinds'>): string {
  return [
    '',
    `  Greetline is running with a demo house. Open ${url}`,
    `  Sign in as alice (agent), sam (supervisor) or admin, with the password ${demoSecrets.password}`,
    '  A demo phone system calls within seconds, and goes on; pause it on the page.',
    `  For one call of a kind: npm run cli -- demo-call ${kinds[0]}   (without a kind: the list)`,
    `  What programs can do: ${url}/reference     Stop with Ctrl+C`,
    '',
    '',
  ].join('\n')
}
