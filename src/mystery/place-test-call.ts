import type { Pop } from '../wire/pop.ts'
import { type Expects, type MysteryFault, unmetBy } from './expectations.ts'

/** The steps of a test call, in their order. */
export const mysterySteps = [
  'connected',
  'desk',
  'accepted',
  'popped',
  'answered',
  'ended',
  'closed',
] as const
export type MysteryStep = (typeof mysterySteps)[number]

/** Why a step failed, as far as it is known; the page puts it into words. */
export const mysteryWhys = [
  'refused',
  'unreachable',
  'timeout',
  'no-customer',
  'store-away',
  'not-connected',
] as const
export type MysteryWhy = (typeof mysteryWhys)[number]

/** The step could not be done, and why. */
export class StepFailed extends Error {
  readonly why: MysteryWhy

  constructor(why: MysteryWhy, more: { cause?: unknown } = {}) {
    super(why, more)
    this.why = why
  }
}

export const tellings = ['arrived', 'offered', 'answered', 'ended'] as const

/** The phone system's side of one call. Rejects with {@link StepFailed}. */
export interface TestPhone {
  /** As the desk knows the call. */
  readonly callId: string
  /** Whether it says that a phone rings; where it does not, the pop comes with the answer. */
  readonly tellsRinging: boolean
  /** Whether the phone system itself is there, where the house connects to it. */
  connected(): Promise<void>
  tell(what: (typeof tellings)[number]): Promise<void>
}

/** The desk's side: a desktop with a socket of its own. */
export interface TestDesk {
  pop(callId: string): Pop | undefined
  rendered(pop: Pop): void
  /** Resolves when something that is shown has changed. */
  changed(): Promise<void>
  close(): Promise<void>
}

export interface TestLine {
  /** Resolves once the desk shows what it has. Rejects with {@link StepFailed}. */
  openDesk(): Promise<TestDesk>
  readonly phone: TestPhone
  /** As though the agent had wrapped the call up. */
  closePop(callId: string): Promise<void>
  /** Never goes back, ms. */
  readonly elapsed: () => number
  wait(ms: number): Promise<void>
}

export interface StepTime {
  readonly step: MysteryStep
  /** How long it took; of `popped` from the first event on. */
  readonly ms: number
}

export interface Outcome {
  readonly result: 'passed' | 'late' | 'wrong' | 'failed'
  readonly stoppedAt: MysteryStep | null
  readonly why: MysteryWhy | null
  readonly faults: readonly MysteryFault[]
  readonly steps: readonly StepTime[]
}

/** A step that has to do only with this machine takes no longer, ms. */
const patienceMs = 10_000

/**
 * Places one call through the whole way, checks what comes up and ends it. Never rejects: what goes wrong is what it is
 * for. Whatever comes of it, the call is ended and its pop closed if the house lets it.
 */
export async function placeTestCall(
  line: TestLine,
  expects: () => Promise<Expects>,
  deadlineMs: number,
): Promise<Outcome> {
  const { phone, elapsed } = line
  const steps: StepTime[] = []
  let faults: readonly MysteryFault[] = []
  let at: MysteryStep = 'connected'
  let desk: TestDesk | null = null
  let isBegun = false
  let isEnded = false

  const timed = async <T>(step: MysteryStep, began: number, work: () => Promise<T>): Promise<T> => {
    at = step
    const done = await inTime(line, work())
    steps.push({ step, ms: Math.max(0, Math.round(elapsed() - began)) })
    return done
  }

  try {
    await inTime(line, phone.connected())
    at = 'desk'
    const wanted = await inTime(line, expects())
    const open = await timed('desk', elapsed(), () => line.openDesk())
    desk = open
    const began = elapsed()
    isBegun = true
    await timed('accepted', began, async () => {
      await phone.tell('arrived')
      await phone.tell('offered')
      if (!phone.tellsRinging) await phone.tell('answered')
    })
    await timed('popped', began, async () => {
      // Late is told from never: it is waited for somewhat longer than it may take.
      const most = deadlineMs * 2 + 2000 - (elapsed() - began)
      const pop = await popThat(line, open, most, (one) => unmetBy(one, wanted).length === 0)
      if (pop) open.rendered(pop)
      const shown = pop ?? open.pop(phone.callId)
      if (!shown) throw new StepFailed('timeout')
      faults = unmetBy(shown, wanted)
    })
    await timed('answered', elapsed(), async () => {
      if (phone.tellsRinging) await phone.tell('answered')
      await needed(popThat(line, open, patienceMs, ({ state }) => state === 'connected'))
    })
    await timed('ended', elapsed(), async () => {
      await phone.tell('ended')
      isEnded = true
      await needed(popThat(line, open, patienceMs, ({ state }) => state === 'wrap-up'))
    })
    await timed('closed', elapsed(), async () => {
      await line.closePop(phone.callId)
      await goneFrom(line, open)
    })
    const popped = steps.find(({ step }) => step === 'popped')?.ms ?? 0
    const result = faults.length > 0 ? 'wrong' : popped > deadlineMs ? 'late' : 'passed'
    return { result, stoppedAt: null, why: null, faults, steps }
  } catch (reason) {
    const why = reason instanceof StepFailed ? reason.why : 'store-away'
    return { result: faults.length > 0 ? 'wrong' : 'failed', stoppedAt: at, why, faults, steps }
  } finally {
    if (isBegun && !isEnded) await quietly(inTime(line, phone.tell('ended')))
    if (isBegun) await quietly(inTime(line, line.closePop(phone.callId)))
    if (desk) await quietly(inTime(line, desk.close()))
  }
}

/** The pop of the call as soon as it fits; undefined if it does not within so many ms. */
async function popThat(
  { phone, wait, elapsed }: TestLine,
  desk: TestDesk,
  most: number,
  fits: (pop: Pop) => boolean,
): Promise<Pop | undefined> {
  const until = elapsed() + most
  for (;;) {
    const pop = desk.pop(phone.callId)
    if (pop && fits(pop)) return pop
    const left = until - elapsed()
    if (left <= 0) return undefined
    await Promise.race([desk.changed(), wait(left)])
  }
}

async function needed(pop: Promise<Pop | undefined>): Promise<void> {
  if (!(await pop)) throw new StepFailed('timeout')
}

async function goneFrom({ phone, wait, elapsed }: TestLine, desk: TestDesk): Promise<void> {
  const until = elapsed() + patienceMs
  while (desk.pop(phone.callId)) {
    if (elapsed() >= until) throw new StepFailed('timeout')
    await Promise.race([desk.changed(), wait(until - elapsed())])
  }
}

/** No step may hold the turn for ever, whatever hangs. */
async function inTime<T>({ wait }: TestLine, work: Promise<T>): Promise<T> {
  const late = wait(150_000).then((): never => {
    throw new StepFailed('timeout')
  })
  late.catch(() => undefined)
  return Promise.race([work, late])
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined)
}
