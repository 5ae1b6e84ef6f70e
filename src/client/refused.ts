import type { RefusalCode } from '../errors.ts'
import type { RefusalBody } from '../wire/refusal.ts'

export interface Fault {
  readonly path: string
  readonly message: string
}

/**
 * The server said no. `code` is one of the closed list, or `unreachable` where no answer of the server's own came at
 * all; `status` is then 0 or what a proxy answered.
 */
export class Refused extends Error {
  readonly code: RefusalCode | 'unreachable'
  readonly status: number
  readonly faults: readonly Fault[]

  constructor(
    code: RefusalCode | 'unreachable',
    status: number,
    message: string,
    more: { faults?: readonly Fault[] | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'Refused'
    this.code = code
    this.status = status
    this.faults = more.faults ?? []
  }

  /** Whether the same request may succeed if it is sent again a little later. */
  get isPassing(): boolean {
    return this.code === 'unreachable' || this.status === 503 || this.status === 429
  }
}

/** Reads an answer that is not a success. A proxy's own error page counts as not having reached the server. */
export async function readRefusal(response: Response): Promise<Refused> {
  const { status } = response
  try {
    const { error } = (await response.json()) as RefusalBody
    return new Refused(error.code as RefusalCode, status, error.message, { faults: error.faults })
  } catch (cause) {
    return new Refused('unreachable', status, `An answer ${status} that is not the server's own`, { cause })
  }
}
