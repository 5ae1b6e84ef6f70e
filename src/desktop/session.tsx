import { createContext, useContext } from 'react'
import type { Me } from '../wire/access-api.ts'
import type { Ask } from './ask.ts'
import type { DraftKeeper } from './desk/draft-keeper.ts'

export interface Session {
  readonly me: Me
  readonly ask: Ask
  /** Outlives the session, so that what was typed is still there when the same person signs in again. */
  readonly drafts: DraftKeeper
  readonly signOut: () => void
  /** The account was changed (its language). */
  readonly renew: (me: Me) => void
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a signed-in person')
  return session
}

export const isLead = (me: Me): boolean => me.account.role === 'supervisor' || me.account.role === 'admin'

/** A way of verifying, likewise. */
export function methodName(me: Me, id: string, language: string): string {
  return nameIn(me.verificationMethods.find((one) => one.id === id)?.name, language) ?? id
}

/** A disposition as the house names it in the language; its id where it is not (or no longer) configured. */
export function dispositionName(me: Me, id: string, language: string): string {
  return nameIn(me.dispositions.find((one) => one.id === id)?.name, language) ?? id
}

/** A department as the house names it in the language; its id where it is not (or no longer) configured. */
export function departmentName(me: Me, id: string, language: string): string {
  return nameIn(me.departments.find((one) => one.id === id)?.name, language) ?? id
}

/** A team as the house names it in the language; its id where it is not (or no longer) configured. */
export function teamName(me: Me, id: string, language: string): string {
  return nameIn(me.teams.find((one) => one.id === id)?.name, language) ?? id
}

/** Whose something may be while it is no one person's: departments and teams. */
export function groupsOf(me: Me): readonly { readonly id: string }[] {
  return [...me.departments, ...me.teams]
}

/** A department or a team as the house names it in the language; its id where it is not (or no longer) configured. */
export function groupName(me: Me, id: string, language: string): string {
  return me.teams.some((one) => one.id === id) ? teamName(me, id, language) : departmentName(me, id, language)
}

/** What a fact is about, in the language; as the house says it, or its key, where it has no name there. */
export function factName(
  me: Me,
  { key, label }: { readonly key: string; readonly label: string | null },
  language: string,
): string {
  return nameIn(me.facts.find((one) => one.key === key)?.name, language) ?? label ?? key
}

function nameIn(named: Readonly<Record<string, string>> | undefined, language: string): string | undefined {
  return named?.[language] ?? named?.[language.split('-')[0] ?? ''] ?? named?.en
}
