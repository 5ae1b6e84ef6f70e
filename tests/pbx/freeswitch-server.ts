import {
  type EslServer,
  startEslServer as start,
  type EslServerTraits as Traits,
} from '../../src/demo/exchanges/esl-server.ts'

export type { EslServer }
export type EslServerTraits = Partial<Traits>

/** The demo's event socket server, whose clock is right unless a test says otherwise. */
export function startEslServer(traits: EslServerTraits = {}, port = 0): Promise<EslServer> {
  return start({ now: Date.now, ...traits }, port)
}
