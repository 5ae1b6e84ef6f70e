import { pause, type Running, storyOfCall } from './real-house.ts'

/** Phone systems that tell call after call and, as such do, send again what was not answered with 202. */
export interface Callers {
  /** Ids of events that were answered with 202, with how often each was sent. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Statuses of answers that were not 202, and of requests that broke off (0). */
  readonly refused: readonly number[]
  readonly calls: readonly string[]
  /** Lets the calls that are going on come to their ends; resolves then. */
  stop(): Promise<void>
}

/** `server` is asked anew for each request: it may have been killed and begun again. */
export function beginCalling(server: () => Running | null, howMany: number, name: string): Callers {
  const acknowledged = new Map<string, string>()
  const refused: number[] = []
  const calls: string[] = []
  let stopping = false

  const send = async (event: { id: string; call: string }): Promise<void> => {
    for (;;) {
      const at = server()
      const status = at ? await statusOf(at, event) : 0
      if (status === 202) {
        acknowledged.set(event.id, event.call)
        return
      }
      if (at) refused.push(status)
      await pause(status === 503 ? 50 : 10)
    }
  }

  const tell = async (line: number): Promise<void> => {
    for (let n = 0; !stopping; n++) {
      const call = `${name}-${line}-${n}`
      calls.push(call)
      for (const event of storyOfCall(call, Date.now())) await send(event)
    }
  }

  const lines = Array.from({ length: howMany }, (_, line) => tell(line))
  return {
    acknowledged,
    refused,
    calls,
    async stop() {
      stopping = true
      await Promise.all(lines)
    },
  }
}

async function statusOf(server: Running, event: object): Promise<number> {
  try {
    const response = await server.post(event)
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
