import { type CustomersParts, openCustomers } from '../../src/customer/open-customers.ts'
import { nameMatch } from '../../src/history/find-interactions.ts'
import type { RouteName, Who } from '../../src/wire/routes.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { noon } from '../store/told-customers.ts'
import { openNumberReader } from './number-reading.ts'

export const agent: Who = {
  accountId: 'alice',
  name: 'Alice',
  role: 'agent',
  teams: [],
  sessionHash: 'hash of a session',
  address: '::1',
}
export const program: Who = { ...agent, accountId: 'crm', role: 'admin', teams: null, sessionHash: null }

const settings = { region: 'DE' }

/** The customer room on a real store; `ask` calls a handler as the server does. */
export async function openRoom(open: () => Promise<OpenedStore>, more: Partial<CustomersParts> = {}) {
  const file = await open()
  const faults: unknown[] = []
  let names = 0
  const parts: CustomersParts = {
    store: file.store,
    readNumber: openNumberReader(settings),
    numbers: { module: new URL('./number-reading.ts', import.meta.url).href, settings },
    rereading: {
      fingerprints: {},
      regionOf: () => null,
      isSource: () => false,
      node: 'node-1',
      tell: () => undefined,
    },
    nameMatch,
    heldBack: async () => new Set<never>(),
    changed: async () => undefined,
    departments: ['billing', 'depot'],
    nameOf: (id) => (id === 'alice' ? 'Alice' : null),
    maskCards: (text) => text,
    factKinds: [],
    tiers: ['standard', 'silver', 'gold'],
    folder: file.folder,
    newName: () => `upload-${++names}`,
    node: 'this-node',
    whileUploading: (upload) => upload(),
    now: () => noon,
    onFault: (reason) => faults.push(reason),
    ...more,
  }
  const customers = await openCustomers(parts)
  type Routes = typeof customers.handlers
  return {
    ...file,
    faults,
    ask<N extends RouteName & keyof Routes>(
      name: N,
      asked: { params?: object; query?: object; body?: object; who?: Who; upload?: Uint8Array[] },
    ): ReturnType<Routes[N]> {
      const handler = customers.handlers[name] as (asked: object) => ReturnType<Routes[N]>
      return handler({
        params: {},
        query: {},
        who: agent,
        ...asked,
        upload: (async function* () {
          yield* asked.upload ?? []
        })(),
        uploadBytes: 0,
        setSession() {},
      })
    },
    async close() {
      await customers.close()
      await file.close()
    },
  }
}
