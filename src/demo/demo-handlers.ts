import { Refusal } from '../errors.ts'
import type { Answered, Handlers } from '../wire/routes.ts'
import { isDemoKind } from './demo-calls.ts'
import type { DemoPhoneSystem } from './demo-phone-system.ts'

/** The demo's own routes: one call of a chosen kind, what is being played, pause and go on. */
export function demoHandlers(
  phoneSystem: DemoPhoneSystem,
): Handlers<'playDemoCall' | 'readDemo' | 'setDemo'> {
  const state = (): Answered<'readDemo'> => ({
    kinds: [...phoneSystem.kinds],
    playing: phoneSystem.playing(),
  })
  return {
    async playDemoCall({ body: { kind } }) {
      if (!isDemoKind(kind) || !phoneSystem.kinds.includes(kind)) throw unknownKind(phoneSystem)
      return { call: phoneSystem.play(kind) }
    },
    async readDemo() {
      return state()
    },
    async setDemo({ body: { playing } }) {
      if (playing) phoneSystem.resume()
      else phoneSystem.pause()
      return state()
    },
  }
}

function unknownKind({ kinds }: DemoPhoneSystem): Refusal {
  return new Refusal('bad-input', { faults: [{ path: 'kind', message: `one of ${kinds.join(', ')}` }] })
}
