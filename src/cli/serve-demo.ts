import { randomBytes } from 'node:crypto'
import { type DestinationStream, pino } from 'pino'
import { openPasswords } from '../access/passwords.ts'
import { openApp, openHouseStore } from '../app.ts'
import { type Config, ConfigFaults, demoSecrets } from '../config.ts'
import { openDemoGateway } from '../demo/demo-gateway.ts'
import { demoHandlers } from '../demo/demo-handlers.ts'
import { type DemoHappening, type DemoPhoneSystem, demoPhoneSystem } from '../demo/demo-phone-system.ts'
import { loadDemo } from '../demo/load-demo.ts'
import { type OpenVoice, openVoice, spokenKinds } from '../demo/open-voice.ts'
import { keepQueueTeams } from '../house-store.ts'
import { readDemoSetup } from './read-setup.ts'
import { orSayWhy, untilStopped, version } from './serve.ts'
import type { Surroundings } from './surroundings.ts'
import { tellPast } from './tell-past.ts'

const help = `usage: demo [--as KIND] [--no-calls]
Serves a demo house with a phone system that plays calls by itself.
  --as KIND    the phone system speaks as this one does: ${spokenKinds.join(', ')} (webhook)
  --no-calls   it plays only what it is asked for
`

/** Long enough to open the link of an SMS and to answer oneself. */
const answeredAfterMs = 2 * 60_000

/**
 * `demo`: the program with a demo tenant, and a demo phone system that posts calls to it over HTTP, signed; `--as KIND` in
 * the words of that phone system; where the house connects to one of that kind, as its server on this machine. With
 * `--no-calls` it plays only what it is asked for.
 */
export async function serveDemo(args: string[], world: Surroundings): Promise<number> {
  return orSayWhy(world, async () => {
    const { as, isSilent } = readArguments(args)
    if (as === 'help') {
      world.stdout.write(help)
      return
    }
    const voice = await voiceOf(as, world)
    try {
      await serveHouse(voice, { as, isSilent }, world)
    } finally {
      await voice.close()
    }
  })
}

async function serveHouse(
  voice: OpenVoice,
  { as, isSilent }: { readonly as: string; readonly isSilent: boolean },
  world: Surroundings,
): Promise<void> {
  const at = { url: '' }
  const past = { isTold: false }
  const gateway = await openDemoGateway({
    houseUrl: () => at.url,
    say: (line) => world.stdout.write(`  ${line}\n`),
    patienceMs: answeredAfterMs,
  })
  const config = readDemoSetup({ ...voice.config, ...gateway.settings }, world)
  const log = pino({ level: 'warn', base: null }, world.stderr as DestinationStream)
  const report = (happening: DemoHappening): void => {
    if (happening.kind !== 'call') log.warn(happening, 'the demo phone system is not heard')
  }
  const { now, random } = world
  const phoneSystem = demoPhoneSystem({
    voice: voice.speak({
      baseUrl: () => at.url,
      publicUrl: () => config.publicUrl ?? at.url,
      now,
      random,
      report,
    }),
    sources: config.sources.map((one) => one.name),
    now,
    random,
    report,
  })
  await furnish(config, world.now())
  const app = await openApp({
    config,
    log,
    now: world.now,
    random: world.random,
    version: version(),
    demo: demoHandlers(phoneSystem),
    isWhole: () => past.isTold,
  })
  at.url = app.url
  if (!isSilent) phoneSystem.resume()
  world.stdout.write(welcome(config.publicUrl ?? app.url, phoneSystem, as))
  const telling = tellPast(config, world.now())
  telling.told
    .then(
      (many) =>
        many &&
        world.stdout.write(`  ${many} calls of the past six weeks were told; reports count them now.\n\n`),
      (reason: unknown) => log.error({ err: reason }, 'the past of the demo could not be told'),
    )
    .finally(() => {
      past.isTold = true
    })
  const close = () => telling.stop().then(phoneSystem.close).then(gateway.close).then(app.close)
  await untilStopped({ close }, world)
}

/** Before the house is served: whom its test call expects is there when the first one is placed. */
async function furnish(config: Config, now: number): Promise<void> {
  const store = await openHouseStore(config)
  try {
    await keepQueueTeams(store, config)
    const passwords = await openPasswords({ randomBytes: (size) => randomBytes(size) })
    await loadDemo(store, passwords.hash, now)
  } finally {
    await store.close()
  }
}

function readArguments(args: readonly string[]): { as: string; isSilent: boolean } {
  const unknown: string[] = []
  let as = 'webhook'
  let isSilent = false
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? ''
    if (arg === '--no-calls') isSilent = true
    else if (arg === '--as') as = args[++n] ?? ''
    else if (arg.startsWith('--as=')) as = arg.slice('--as='.length)
    else unknown.push(arg)
  }
  if (unknown.length === 0) return { as, isSilent }
  throw new ConfigFaults([{ path: unknown.join(' '), message: 'demo does not know this' }])
}

async function voiceOf(kind: string, { environment, now, random }: Surroundings): Promise<OpenVoice> {
  const open = await openVoice(kind, { port: environment.PORT ?? '8080', now, random })
  if (open) return open
  throw new ConfigFaults([{ path: `--as ${kind}`.trim(), message: `one of ${spokenKinds.join(', ')}` }])
}

function welcome(url: string, { kinds }: Pick<DemoPhoneSystem, 'kinds'>, as: string): string {
  return [
    '',
    `  Greetline is running with a demo house. Open ${url}`,
    `  Sign in as alice (agent), sam (supervisor), petra (supervisor of one team), admin or auditor, with the password ${demoSecrets.password}`,
    `  A demo phone system calls within seconds, and goes on; pause it on the page. It speaks as ${as}.`,
    `  As sam: Live calls, Alerts and the bell. A screen on the wall, without signing in: ${url}/wall#${demoSecrets.wall}`,
    `  For one call of a kind: npm run cli -- demo-call ${kinds[0]}   (without a kind: the list)`,
    `  What programs can do: ${url}/reference     Stop with Ctrl+C`,
    '',
    '',
  ].join('\n')
}
