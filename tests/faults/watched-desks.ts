import { isDeepStrictEqual } from 'node:util'
import { type Desktop, desktop } from '../../src/client/open-desktop.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { ownTime } from '../own-time.ts'
import { pause } from './real-house.ts'
import { signIn } from './sign-in.ts'

/** A desktop of an agent, as the client module opens it: it comes back by itself. */
export interface WatchedDesk {
  readonly login: string
  readonly cookie: string
  readonly desktop: Desktop
}

/** What a store has for an agent's desktops to show. */
export interface KeptDesk {
  readonly version: number
  readonly pops: readonly Pop[]
}

/** What desktops show otherwise than the store has it, one line for each. */
export interface Otherwise {
  /** Open pops that are not shown. */
  readonly missed: readonly string[]
  /** Shown, and not open in the store. */
  readonly ghosts: readonly string[]
  /** Shown in an older state, or a version of the desk that is behind. */
  readonly old: readonly string[]
}

/** `urls`: where the agent signs in, and where the desktop connects to, which may lead over a wire. */
export async function openWatchedDesk(
  urls: { readonly signIn: string; readonly desktop: string },
  login: string,
  origin: string,
): Promise<WatchedDesk> {
  const cookie = await signIn(urls.signIn, login, origin)
  return { login, cookie, desktop: desktop({ url: urls.desktop, headers: { cookie, origin } }) }
}

/**
 * Waits until every desktop shows what the store has. `otherwise` is what is left when it has not come about `withinMs`;
 * `ms` is how long it took; both in own time.
 */
export async function untilShown(
  desks: readonly WatchedDesk[],
  readDesk: (accountId: string) => Promise<KeptDesk>,
  withinMs: number,
): Promise<{ readonly otherwise: Otherwise; readonly ms: number }> {
  const lived = ownTime()
  for (;;) {
    const otherwise = await compare(desks, readDesk)
    const ms = lived()
    if (isEmpty(otherwise) || ms > withinMs) return { otherwise, ms }
    await pause(50)
  }
}

export function isEmpty({ missed, ghosts, old }: Otherwise): boolean {
  return missed.length + ghosts.length + old.length === 0
}

async function compare(
  desks: readonly WatchedDesk[],
  readDesk: (accountId: string) => Promise<KeptDesk>,
): Promise<Otherwise> {
  const otherwise = { missed: [] as string[], ghosts: [] as string[], old: [] as string[] }
  for (const { login, desktop } of desks) {
    const kept = await readDesk(`account-${login}`)
    const shown = new Map(desktop.pops().map((pop) => [pop.callId, pop]))
    for (const pop of kept.pops) {
      const there = shown.get(pop.callId)
      shown.delete(pop.callId)
      if (!there) otherwise.missed.push(`${login}: ${pop.callId} ${pop.state}`)
      else if (!isDeepStrictEqual(there, pop))
        otherwise.old.push(`${login}: ${pop.callId} v${there.version} of v${pop.version}`)
    }
    for (const pop of shown.values()) otherwise.ghosts.push(`${login}: ${pop.callId} ${pop.state}`)
    if (desktop.version() !== kept.version)
      otherwise.old.push(`${login}: desk v${desktop.version()} of v${kept.version}`)
  }
  return otherwise
}
