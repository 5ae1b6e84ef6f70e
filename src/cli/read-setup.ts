import { dirname, resolve } from 'node:path'
import { type Config, readConfig, readConfigFile } from '../config.ts'
import { demoConfig } from '../demo/demo-config.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Which house a command is for, taken out of its arguments: `--config FILE` (greetline.config.json) or `--demo`, whose store
 * is `GREETLINE_DEMO_STORE` in the environment, if that is set.
 */
export interface Setup {
  readonly config: Config
  readonly rest: readonly string[]
}

/** Throws ConfigFaults with every fault of the file. */
export function readSetup(
  args: readonly string[],
  world: Pick<Surroundings, 'environment' | 'folder'>,
): Setup {
  const { file, demo, rest } = takeOut(args)
  if (demo) return { config: readDemoSetup(demoConfig, world), rest }
  const path = resolve(world.folder, file ?? world.environment.GREETLINE_CONFIG ?? 'greetline.config.json')
  const content = readConfigFile(path)
  return { config: readConfig(content, world.environment, { demo: false, folder: dirname(path) }), rest }
}

/** The demo house as it is served; `content` is its configuration, whatever phone system it has. */
export function readDemoSetup(
  content: object,
  { environment, folder }: Pick<Surroundings, 'environment' | 'folder'>,
): Config {
  const { GREETLINE_DEMO_STORE: store } = environment
  return readConfig(store === undefined ? content : { ...content, store }, environment, {
    demo: true,
    folder,
  })
}

function takeOut(args: readonly string[]): { file: string | undefined; demo: boolean; rest: string[] } {
  const rest: string[] = []
  let file: string | undefined
  let demo = false
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? ''
    if (arg === '--demo') demo = true
    else if (arg === '--config') file = args[++n]
    else if (arg.startsWith('--config=')) file = arg.slice('--config='.length)
    else rest.push(arg)
  }
  return { file, demo, rest }
}
