import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Hint } from './other-nodes.ts'
import { clientSettings } from './postgres-connections.ts'
import { bellChannel } from './postgres-schema.ts'

export interface Bell {
  onHint(heard: (about: Hint) => void): () => void
  /** Resolves when it listens for the first time. */
  readonly listening: Promise<void>
  close(): Promise<void>
}

export interface BellSettings {
  readonly url: string
  /** Done on the connection each time before it listens; what it holds, it holds as long as the connection lives. */
  readonly prepare: (client: pg.ClientBase) => Promise<void>
  readonly onFault: (reason: unknown) => void
}

const hints: readonly Hint[] = ['desks', 'calls', 'alerts', 'access']
/** A failover may leave a connection that neither speaks nor ends (node-postgres issue 3003); asking finds it. */
const askEveryMs = 2000
const answerWithinMs = 3000
/** Whoever has not asked for so long has left this connection behind; its node's number is free again then. */
const forgottenMs = 6000
const firstPauseMs = 50
const longestPauseMs = 2000

/**
 * Listens on a connection of its own, and again when that is lost; it has to be a direct one (a pooler that lends
 * connections per transaction delivers nothing). What was rung meanwhile is made up for by one ring of each kind.
 */
export function openBell({ url, prepare, onFault }: BellSettings): Bell {
  const closing = new AbortController()
  const { signal } = closing
  const listeners = new Set<(about: Hint) => void>()
  const first = Promise.withResolvers<void>()
  let pauseMs = firstPauseMs

  const ring = (about: Hint): void => {
    for (const heard of listeners) heard(about)
  }

  const listen = async (client: pg.Client): Promise<void> => {
    await client.connect()
    await prepare(client)
    client.on('notification', ({ payload }) => {
      const about = hints.find((hint) => hint === payload)
      if (about) ring(about)
    })
    await client.query(`listen ${bellChannel}`)
    pauseMs = firstPauseMs
    first.resolve()
    hints.forEach(ring)
  }

  /** Rejects when the connection is lost, or when it is closed here. */
  const stay = async (client: pg.Client, lost: Promise<never>): Promise<never> => {
    for (;;) {
      await Promise.race([pause(askEveryMs, undefined, { signal, ref: false }), lost])
      await client.query({ text: 'select 1', query_timeout: answerWithinMs } as pg.QueryConfig)
    }
  }

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const client = new pg.Client(clientSettings(url, answerWithinMs, forgottenMs))
      const lost = lossOf(client)
      try {
        await listen(client)
        await stay(client, lost)
      } catch (reason) {
        void client.end().catch(() => undefined)
        if (signal.aborted) return
        onFault(reason)
      }
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }

  const done = run()
  return {
    onHint(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    listening: first.promise,
    async close() {
      closing.abort()
      await done
    },
  }
}

/** Without somebody who hears them, a client's errors would end the process. */
function lossOf(client: pg.Client): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('the connection that listens has ended')))
  })
  lost.catch(() => undefined)
  return lost
}
