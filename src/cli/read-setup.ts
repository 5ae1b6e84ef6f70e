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
  if (demo) {
    const { GREETLINE_DEMO_STORE: store } = world.environment
    const content = store === undefined ? demoConfig : { ...demoConfig, store }
    return { config: readConfig(content, world.environment, { demo: true, folder: world.folder }), rest }
  }
  const path = resolve(world.folder, file ?? world.environment.GREETLINE_CONFIG ?? 'greetline.config.json')
  const content = readConfigFile(path)
  return { config: readConfig(content, world.environment, { demo: false, folder: dirname(path) }), rest }
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
