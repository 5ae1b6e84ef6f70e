import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { monotonicMs } from '../clock.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Of Linux, on every machine that Node runs on. */
const ticksPerSecond = 100

/** The program as it is served, in a process of its own. */
export interface StormNode {
  readonly url: string
  /** By {@link monotonicMs}. */
  readonly listeningSince: number
  /** The longest that the event loop stood still since this was last asked, ms: the node's own figure. */
  worstStall(): Promise<number>
  /** Figures of `/metrics` that begin so, by their labels. */
  figures(name: string): Promise<Record<string, number>>
  rssMb(): number
  /** Of it what is no file. */
  ownMb(): number
  openFiles(): number
  /** Processor time of the whole process since its start, ms. */
  cpuMs(): number
  /** `SIGKILL`; resolves when it is gone. */
  kill(): Promise<void>
  readonly isRunning: () => boolean
}

export async function startNode(configFile: string, port: number): Promise<StormNode> {
  const child = spawn(process.execPath, ['src/main.ts', 'serve', '--config', configFile], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const listeningSince = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a node ended with ${code}`)))
    child.stdout.on('data', (lines: Buffer) => {
      const text = lines.toString()
      if (text.includes('greetline is listening')) resolve(monotonicMs())
      else if (/"level":[56]0/.test(text)) process.stderr.write(text)
    })
  })
  const url = `http://127.0.0.1:${port}`
  const figures = async (name: string): Promise<Record<string, number>> => {
    const text = await (await fetch(`${url}/metrics`)).text()
    const found = [...text.matchAll(/^(\w+)(?:\{([^}]*)\})? (\S+)$/gm)].filter(([, one]) => one === name)
    return Object.fromEntries(found.map(([, , labels = '', value]) => [labels, Number(value)]))
  }
  const memoryMb = (what: string): number =>
    Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) /
    1024
  return {
    url,
    listeningSince,
    async worstStall() {
      return ((await figures('greetline_nodejs_eventloop_lag_max_seconds'))[''] ?? Number.NaN) * 1000
    },
    figures,
    rssMb: () => memoryMb('VmRSS'),
    ownMb: () => memoryMb('RssAnon'),
    openFiles: () => readdirSync(`/proc/${child.pid}/fd`).length,
    cpuMs() {
      const [user = 0, system = 0] = (readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1] ?? '')
        .split(' ')
        .slice(11, 13)
        .map(Number)
      return (user + system) * (1000 / ticksPerSecond)
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    isRunning,
  }
}
