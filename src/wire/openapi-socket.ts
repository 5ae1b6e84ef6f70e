import type { z } from 'zod'
import type { DesktopToServer, ServerToDesktop } from './desktop-events.ts'
import {
  desktopChange,
  desktopSnapshot,
  goodbye,
  heartbeat,
  provisionalPops,
  rendered,
  serviceState,
} from './desktop-events.ts'
import { liveMessage } from './live-api.ts'
import type { DesktopSocket } from './openapi-document.ts'
import type { SchemaShelf } from './openapi-schemas.ts'

type Told<M> = { readonly [K in keyof M]: { readonly description: string; readonly schema?: z.ZodType } }

/** Of `desktop-events.ts`; the compiler sees to it that no event is left out. */
const fromServer: Told<ServerToDesktop> = {
  snapshot: {
    description: 'All that the agent sees, as of `version`. Comes on every connection and after `resync`.',
    schema: desktopSnapshot.meta({ id: 'DesktopSnapshot' }),
  },
  change: {
    description: 'One change of what the agent sees.',
    schema: desktopChange.meta({ id: 'DesktopChange' }),
  },
  heartbeat: {
    description: 'Every 15 seconds: the current version, so that a message that was lost is noticed.',
    schema: heartbeat.meta({ id: 'Heartbeat' }),
  },
  service: {
    description:
      'Whether the server can store anything: when that changes, and in the place of heartbeats while it cannot. A sign of life.',
    schema: serviceState.meta({ id: 'ServiceState' }),
  },
  provisional: {
    description:
      'While nothing can be stored: what this node knows of the calls that are going on, without the directory. The whole list each time, empty at the end; each takes the place of the pop of its call and has no version of the desk, a closed one takes it away. Drop one when a change of its call comes, and all with the connection.',
    schema: provisionalPops.meta({ id: 'ProvisionalPops' }),
  },
  'live-calls': {
    description:
      'Supervisors only: the list of live calls, or of agents’ states, has changed and is worth fetching again. At most once a second.',
  },
  live: {
    description:
      'To whoever watches: a snapshot of callers, agents and the day’s figures, then what changes, at most four times a second. Versions count without a gap; after one send `watch-live` again.',
    schema: liveMessage.meta({ id: 'LiveMessage' }),
  },
  alerts: {
    description: 'Supervisors only: an alert was raised, marked or is over. At most once a second.',
  },
  goodbye: {
    description: 'Why the server is about to close the socket. After `signed-out` do not come back.',
    schema: goodbye.meta({ id: 'Goodbye' }),
  },
}

const fromDesktop: Told<DesktopToServer> = {
  resync: { description: 'A gap was seen: send the snapshot again.' },
  rendered: {
    description: 'This version of the pop is on the screen. Measured from the phone system’s event to here.',
    schema: rendered.meta({ id: 'Rendered' }),
  },
  'watch-live': {
    description: 'Supervisors only: begin to watch what is going on, or begin again after a gap.',
  },
  'leave-live': { description: 'Watch no more.' },
}

export function desktopSocket(shelf: SchemaShelf): DesktopSocket {
  const list = (from: 'server' | 'desktop', events: Told<Record<string, unknown>>) =>
    Object.entries(events).map(([name, { description, schema }]) => ({
      name,
      from,
      description,
      ...(schema ? { schema: shelf.put(schema, 'output') } : {}),
    }))
  return {
    path: '/v1/desktop',
    description:
      'Socket.IO, websocket transport only, for a signed-in person (session cookie) or a program (bearer token). The exact `Origin` of the public URL is asked for. A handshake may be answered 503 with `Retry-After` when many come at once; come back after one to five seconds, by chance. Who sends more than 20 messages a second is read more slowly, and cut when it goes on; so is a socket that does not read. A goodbye says why.',
    versionRule: [
      'Every change carries the agent’s own version, which counts without a gap.',
      'The version held plus one: apply it.',
      'The version held or an older one: drop it.',
      'A larger step: something was missed. Send `resync`; a `snapshot` comes and replaces all that is shown.',
      'A heartbeat with another version than the one held is a gap as well.',
      'Within a pop, its own `version` grows with each change; never put an older one over a newer one.',
    ],
    events: [...list('server', fromServer), ...list('desktop', fromDesktop)],
  }
}
