import { z } from 'zod'
import type { HeardEvent } from '../dialect.ts'
import { statusOf, twilioCall } from './twilio-calls.ts'
import { taskEvents, taskRouterEvent } from './twilio-taskrouter.ts'

const fields = z.record(z.string(), z.unknown())

/** An event of Event Streams (CloudEvents 1.0), as Twilio's list of event types shows them. */
export const streamedEvent = z.object({
  type: z.string().max(200),
  data: z
    .object({ payload: fields.optional(), request: z.object({ parameters: fields.optional() }).optional() })
    .nullish(),
})
type StreamedEvent = z.infer<typeof streamedEvent>

/**
 * What one event says: of TaskRouter what its callback would say, with fields in small letters; of a call the status
 * callback itself, with what Twilio had sent. Either has the id that it has as a callback, so to hear both is to hear one.
 * Events of other things, and those that are of no call, say nothing.
 */
export function streamedEvents({ type, data }: StreamedEvent): HeardEvent[] {
  if (type.startsWith('com.twilio.taskrouter.')) return taskRouterSays(data?.payload)
  if (!/^com\.twilio\.voice\.(?:webhook\.)?status-callback\.call\./.test(type)) return []
  const call = twilioCall.safeParse(data?.request?.parameters)
  return call.success ? statusOf(call.data) : []
}

function taskRouterSays(payload: Readonly<Record<string, unknown>> = {}): HeardEvent[] {
  const written = Object.entries(payload).map(([name, value]) => [nameOf(name), value])
  const said = taskRouterEvent.safeParse({ ...Object.fromEntries(written), EventType: payload.eventtype })
  return said.success ? taskEvents(said.data) : []
}

/** `task_queue_name` → `TaskQueueName`. */
function nameOf(small: string): string {
  return small.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
