import { randomUUID } from 'node:crypto'

export const liveQueues = ['support', 'sales', 'orders', 'returns', 'business', 'billing']

/** Of the reserve for films, with as many more digits as are needed. */
export function numberOfCaller(n: number): string {
  return `+4930231259${String(n).padStart(4, '0')}`
}

/** A call as the phone system tells it: comes into a queue, is offered, answered, ends, and another comes in its place. */
export interface PlayedCall {
  /** What happens next, as an event to post. */
  next(now: number): object
}

interface Players {
  readonly agents: number
  readonly customers: number
  /** In [0, 1). */
  readonly random: () => number
}

export function playCalls(many: number, players: Players): readonly PlayedCall[] {
  return Array.from({ length: many }, () => playCall(players))
}

function playCall({ agents, customers, random }: Players): PlayedCall {
  let step = 0
  let call = ''
  let from = ''
  let agent: readonly { extension: string }[] = []
  const begin = () => {
    call = randomUUID()
    // One of five is nobody's number.
    const caller = Math.floor(random() * customers * 1.25)
    from = numberOfCaller(caller)
    agent = [{ extension: String(2000 + Math.floor(random() * agents)) }]
  }
  return {
    next(time) {
      if (step === 0) begin()
      const event = { id: `${call}-${step}`, call, time, from, to: '+493023125100' }
      const queue = liveQueues[Math.floor(random() * liveQueues.length)]
      const said = [
        { kind: 'arrived', queue },
        { kind: 'offered', agents: agent },
        { kind: 'answered', agents: agent },
        { kind: 'ended' },
      ][step]
      step = (step + 1) % 4
      return { ...event, ...said }
    },
  }
}
