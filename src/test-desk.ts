import type { Access } from './access/open-access.ts'
import { testDeskId } from './call/test-call.ts'
import { desktop } from './client/open-desktop.ts'
import type { Config } from './config.ts'
import { StepFailed, type TestDesk } from './mystery/place-test-call.ts'
import type { Store } from './store/store.ts'

interface DeskParts {
  readonly access: Access
  readonly store: Pick<Store, 'createAccount' | 'audit'>
  readonly config: Pick<Config, 'publicUrl'>
  /** Where this node listens. */
  readonly url: () => string
  readonly now: () => number
}

export interface DeskOpener {
  open(): Promise<TestDesk>
  close(): Promise<void>
}

const openWithinMs = 10_000
const patienceWithOldMs = 3000
/** Each session that ends makes other nodes look who may still do what: not with every call. */
const sessionForMs = 60 * 60_000

/** Opens the socket of a desk anew for each call, signed in by a session that is renewed every hour. */
export function deskOpener(parts: DeskParts): DeskOpener {
  const { access, config, url, now } = parts
  let session: { readonly cookie: string; readonly begunAt: number; end(): Promise<void> } | null = null
  const renew = async (): Promise<string> => {
    const old = session
    session = { ...(await access.beginSession(testDeskId)), begunAt: now() }
    await old?.end()
    return session.cookie
  }
  return {
    async open() {
      await ensureAccount(parts)
      const origin = new URL(config.publicUrl ?? url()).origin
      const isFresh = session !== null && Math.abs(now() - session.begunAt) < sessionForMs
      if (isFresh && session) {
        const { cookie } = session
        const opened = await openSocket(url(), { cookie, origin }, patienceWithOldMs).catch(() => null)
        if (opened) return opened
      }
      // Somebody may have ended the session; whoever cannot come in with a new one cannot come in.
      return openSocket(url(), { cookie: await renew(), origin }, openWithinMs)
    },
    async close() {
      await session?.end().catch(() => undefined)
    },
  }
}

async function openSocket(url: string, headers: Record<string, string>, withinMs: number): Promise<TestDesk> {
  let waiting: (() => void)[] = []
  const changed = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))
  const tell = (): void => {
    const told = waiting
    waiting = []
    for (const one of told) one()
  }
  const socket = desktop({ url, headers, onChange: tell })
  let isLate = false
  const late = setTimeout(() => {
    isLate = true
    tell()
  }, withinMs).unref()
  while (socket.version() === null && !isLate) await changed()
  clearTimeout(late)
  const close = async (): Promise<void> => socket.close()
  if (socket.version() === null) {
    await close()
    throw new StepFailed('unreachable')
  }
  return {
    pop: (id) => socket.pops().find((pop) => pop.callId === id),
    rendered: socket.rendered,
    changed,
    close,
  }
}

/** The account is made when it is first needed. */
async function ensureAccount({ access, store, now }: DeskParts): Promise<void> {
  const isThere = () => access.agents.resolve({ id: testDeskId }, '') !== null
  if (isThere()) return
  const at = now()
  const made = await store.createAccount({
    id: testDeskId,
    login: testDeskId,
    name: 'Test desk',
    role: 'agent',
    language: 'en',
    extensions: [],
    passwordHash: null,
    now: at,
  })
  const entry = { at, accountId: null, action: 'account-created', subject: testDeskId, detail: 'agent' }
  if (made) await store.audit(entry)
  await access.agents.reload()
  if (!isThere()) throw new StepFailed('refused')
}
