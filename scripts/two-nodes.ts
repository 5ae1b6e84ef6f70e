import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../tests/store/postgres-server.ts'

/**
 * `npm run two-nodes`: the demo house on two nodes, on a PostgreSQL that is lent for as long as this runs. Its phone system
 * reports to the first node only. Nothing of it stays.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const ports = [8080, 8081]

const server = await startPostgres({ apart: true })
const stopping = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
})
const nodes: ChildProcess[] = []
let code = 0
try {
  for (const [n, port] of ports.entries()) nodes.push(await begin(port, n === 0 ? [] : ['--no-calls']))
  process.stdout.write(welcome(nodes.map((node) => node.pid ?? 0)))
  await Promise.race([stopping, Promise.all(nodes.map(gone))])
} catch (reason) {
  process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`)
  code = 1
} finally {
  for (const node of nodes) node.kill('SIGTERM')
  await Promise.all(nodes.map(gone))
  await server.stop()
}
process.exit(code)

/** Resolves when the node can do its work. */
async function begin(port: number, more: string[]): Promise<ChildProcess> {
  // Whoever answers there already would be taken for the node.
  if (await fetch(`http://localhost:${port}/readyz`).catch(() => null))
    throw new Error(`Port ${port} is taken.`)
  const node = spawn(process.execPath, ['src/main.ts', 'demo', ...more], {
    cwd: root,
    env: { ...process.env, PORT: String(port), GREETLINE_DEMO_STORE: server.url },
    stdio: ['ignore', 'ignore', 'inherit'],
    // Ctrl+C is for this process, which ends the others in their order.
    detached: true,
  })
  while (node.exitCode === null) {
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => null)
    if (answer?.ok) return node
    await pause(100)
  }
  throw new Error(`The node on port ${port} has not begun.`)
}

function gone(node: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (node.exitCode !== null || node.signalCode !== null) return resolve()
    node.once('exit', () => resolve())
  })
}

function welcome(pids: readonly number[]): string {
  const lines = ports.map((port, n) => `  node ${'AB'[n]}: http://localhost:${port}   (process ${pids[n]})`)
  return `
  Two nodes of the demo house are running, on one PostgreSQL:

${lines.join('\n')}

  The phone system reports to node A only. Sign in at node B as alice, with the password demo-greetline, and see
  the calls there. Stop node A (kill ${pids[0]}): what is on the desks stays there; node B takes what it is told:

  curl http://localhost:8081/v1/sources/berlin/events \\
    -H 'Authorization: Bearer demo-token-of-a-phone-system' -H 'Content-Type: application/json' \\
    -d "{\\"id\\":\\"e$(date +%s)\\",\\"call\\":\\"c$(date +%s)\\",\\"time\\":$(date +%s)000,\\"kind\\":\\"offered\\",
         \\"from\\":\\"+4915228817386\\",\\"to\\":\\"+493023125100\\",\\"agents\\":[{\\"extension\\":\\"1001\\"}]}"

  Stop all with Ctrl+C; nothing stays.

`
}
