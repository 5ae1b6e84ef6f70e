import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Alerting } from './alerts/raise-alert.ts'
import { testDeskId } from './call/test-call.ts'
import type { Config } from './config.ts'
import { houseZone } from './house-bearings.ts'
import type { Journey } from './journey.ts'
import type { Expects } from './mystery/expectations.ts'
import { keepPlacing } from './mystery/keep-placing.ts'
import { mysteryHandlers } from './mystery/mystery-handlers.ts'
import { placeTestCall, StepFailed, type TestLine } from './mystery/place-test-call.ts'
import { isConnectedTo } from './mystery-settings.ts'
import type { Store } from './store/store.ts'
import { deskOpener } from './test-desk.ts'
import { type PhoneParts, testPhone } from './test-phone.ts'
import type { Handlers } from './wire/routes.ts'
import { isWorkingAt } from './working-time.ts'

export interface MysteryParts extends Pick<PhoneParts, 'take' | 'phoneSystems'> {
  readonly config: Config
  readonly store: Store
  readonly access: Access
  readonly journey: Pick<Journey, 'wrappedUp'>
  /** Where this node listens. */
  readonly url: () => string
  readonly alerting: Alerting
  readonly log: Logger
  readonly now: () => number
  readonly elapsed: () => number
  readonly newId: () => string
}

export interface MysteryCalls {
  readonly handlers: Handlers<'readMysteryCalls' | 'placeMysteryCall'>
  stop(): Promise<void>
}

type Test = Config['mysteryCalls'][number]

/** Test calls of the house's own, from this node's door to a desk on this node. */
export function openMysteryCalls(parts: MysteryParts): MysteryCalls {
  const { config, store, log, now, newId } = parts
  const zone = houseZone(config)
  const isOpen =
    ({ hours }: Test) =>
    (at: number) =>
      isWorkingAt(at, { ...hours, timeZone: zone })
  const byName = new Map(config.mysteryCalls.map((test) => [test.name, test]))
  const desks = deskOpener(parts)
  const placing = keepPlacing({
    tests: config.mysteryCalls.map((test) => ({
      name: test.name,
      everyMs: test.everyMinutes * 60_000,
      isOpen: isOpen(test),
    })),
    store,
    async place(name) {
      const test = byName.get(name)
      if (!test) throw new Error(`no test call ${name}`)
      const line = lineOf(parts, test, desks.open)
      return {
        ...(await placeTestCall(line, () => expectsOf(parts, test), test.deadlineMs)),
        callId: line.phone.callId,
      }
    },
    alerts: {
      async raise(test, { result, callId, faults, stoppedAt, why }) {
        const figures = {
          test,
          result,
          step: stoppedAt ?? '',
          why: why ?? (JSON.parse(faults) as string[]).join(' '),
        }
        const severity = result === 'late' ? 'warning' : 'critical'
        await parts.alerting.raiseAlert({
          rule: 'mystery-call',
          subjectKey: `test:${test}`,
          severity,
          callId,
          figures,
        })
      },
      async over(test) {
        await parts.alerting.endAlert('mystery-call', `test:${test}`)
      },
    },
    node: newId(),
    newId,
    onFault: (reason) => log.error({ err: reason }, 'a test call could not be placed; it is tried again'),
    now,
  })
  const tests = config.mysteryCalls.map((test) => ({
    name: test.name,
    source: test.source,
    covers: coversOf(config, test),
    number: test.number,
    expects: {
      customer: test.expects.customer ?? null,
      outcome: test.expects.outcome,
      greeting: test.expects.greeting ?? null,
    },
    everyMinutes: test.everyMinutes,
    deadlineMs: test.deadlineMs,
    isOpenAt: isOpen(test),
  }))
  return {
    handlers: mysteryHandlers({ tests, store, wake: placing.wake, now }),
    async stop() {
      await placing.stop()
      await desks.close()
    },
  }
}

function coversOf({ sources }: Config, { source }: Test): 'whole' | 'behind' {
  return sources.some((one) => one.name === source && isConnectedTo(one)) ? 'behind' : 'whole'
}

async function expectsOf({ store }: MysteryParts, { expects }: Test): Promise<Expects> {
  const { customer, outcome, greeting = null } = expects
  if (customer === undefined) return { customerId: null, outcome, greeting }
  const customerId = await store.findCustomerByExternalId(customer)
  if (customerId === null) throw new StepFailed('no-customer')
  return { customerId, outcome, greeting }
}

function lineOf(parts: MysteryParts, test: Test, openDesk: TestLine['openDesk']): TestLine {
  return {
    phone: testPhone(parts, test),
    openDesk,
    closePop: (id) => parts.journey.wrappedUp(id, testDeskId),
    elapsed: parts.elapsed,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
  }
}
