import { demoKeys, type Speaker } from '../speakers/speaker.ts'
import { type Delivery, deliverEvent } from './deliver-event.ts'
import type { DemoHappening } from './demo-phone-system.ts'
import { type Voice, waitFor } from './voice.ts'

export interface PostingSettings extends Pick<Delivery, 'baseUrl' | 'now'> {
  /** Whose words it says the calls in. */
  readonly speaker: Speaker
  /** How the outside calls the server, where that is not `baseUrl`. */
  readonly publicUrl?: () => string
  /** In [0, 1). */
  readonly random: () => number
  readonly report: (happening: DemoHappening) => void
  readonly fetch?: Delivery['fetch']
  readonly wait?: Delivery['wait']
}

/** How often an event is sent twice. */
const duplicates = 0.1

/**
 * A phone system that posts its calls. Over real HTTP and signed, it behaves like a real one, also where that is
 * unpleasant: as far as its speaker does so, it sends an event twice now and then; and it tries again while the server is
 * away.
 */
export function postingVoice(settings: PostingSettings): Voice {
  const { speaker, random, report, now } = settings
  const delivery: Delivery = { fetch, wait: waitFor, ...settings }
  const keys = speaker.demoKeys?.() ?? demoKeys
  let begun = 0
  return {
    tells: speaker.tells,
    mayDisorder: speaker.unruly === 'twice and disordered',
    begin() {
      begun += 1
      return `demo-${now().toString(36)}-${begun}`
    },
    async tell(source, step, stopped) {
      const address = `${(settings.publicUrl ?? settings.baseUrl)()}/v1/sources/${source}`
      const write = (sent: number) => speaker.speak({ ...step, address, sent, keys })
      const times = speaker.unruly !== 'never' && random() < duplicates ? 2 : 1
      for (const [n, first] of write(now()).entries()) {
        for (let time = 0; time < times; time++) {
          const delivered = await deliverEvent(delivery, source, (sent) => write(sent)[n] ?? first, stopped)
          if (delivered.kind === 'taken') continue
          report({ ...delivered, call: `${source}:${step.call}`, event: `${step.call}-${step.step}` })
        }
      }
    },
  }
}
