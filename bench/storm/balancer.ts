import { connect, createServer, type Socket } from 'node:net'

/**
 * Stands for a load balancer, in a process of its own: `node balancer.ts PORT NODE-PORT…`. Connections go to the nodes in
 * turn, past those that cannot be reached.
 */
const [port = 0, ...nodes] = process.argv.slice(2).map(Number)
let turn = 0

createServer((near) => reach(near, nodes.length)).listen(port, '127.0.0.1', 4096, () =>
  process.send?.('listening'),
)
process.on('disconnect', () => process.exit(0))

function reach(near: Socket, tries: number): void {
  if (tries === 0) return void near.destroy()
  turn = (turn + 1) % nodes.length
  const far = connect(nodes[turn] as number, '127.0.0.1')
  const next = (): void => reach(near, tries - 1)
  far.once('error', next)
  far.once('connect', () => {
    far.off('error', next)
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => undefined)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
}
