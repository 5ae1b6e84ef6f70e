import pg from 'pg'
import { Refusal } from '../errors.ts'
import { EngineAway } from './engine-away.ts'

/**
 * SQLSTATEs (PostgreSQL, appendix A) that say nothing about the statement: connection lost, server going down or starting,
 * no room or no connection left, a standby, a timeout of ours.
 */
const awayStates = /^(08...|53...|57P01|57P02|57P03|57P05|57014|25006|25P03|25P04|58030|XX001)$/

/** Undone by the engine or lost to another node; done once more, it finds what that one has written. */
const againStates = new Set(['40001', '40P01', '55P03', '23505'])

/**
 * What `pg` throws, as what it means: anything but the server's answer to the statement itself is the engine away. What the
 * engine quotes of a row goes no further, since errors are logged.
 */
export function faultOf(reason: unknown): unknown {
  if (reason instanceof EngineAway) return reason
  if (reason instanceof pg.DatabaseError) forgetValues(reason)
  const state = sqlState(reason)
  return state === null || awayStates.test(state) ? new EngineAway(reason) : reason
}

/** Messages of these classes of SQLSTATE quote a value, or are whatever a trigger says: data exception, raised. */
const quoting = /^(22|P0)/

function forgetValues(fault: pg.DatabaseError): void {
  Object.assign(fault, { detail: undefined, where: undefined, hint: undefined, internalQuery: undefined })
  if (!quoting.test(fault.code ?? '')) return
  const { message } = fault
  fault.message = `refused with ${fault.code}`
  if (fault.stack) fault.stack = fault.stack.replace(message, () => fault.message)
}

/** Whether a transaction that ended so is to be run once more from its beginning. */
export function isLostRace(reason: unknown): boolean {
  const state = sqlState(reason)
  return state !== null && againStates.has(state)
}

/** Whether a connection stands behind it that neither answers nor ends, as after a failover that took the peer away. */
export function isSilence(reason: unknown): boolean {
  const cause = reason instanceof EngineAway ? reason.cause : reason
  return cause instanceof Error && /timeout|timed out/i.test(cause.message) && sqlState(cause) === null
}

export function sqlState(reason: unknown): string | null {
  return reason instanceof pg.DatabaseError ? (reason.code ?? null) : null
}

/** Classes of SQLSTATE that are about the values: data exception, integrity, limits, raised by a trigger. */
const ofTheValues = /^(22|23|54|P0)/

/**
 * Why something could not be written; `code` is a SQLSTATE or the name of an error, `at` where in the program a fault of
 * its own came up. Neither tells anything of what was to be written.
 */
export function whyNotWritten(reason: unknown): {
  readonly kind: 'unanswered' | 'refused' | 'hindered'
  readonly code: string
  readonly at?: readonly string[]
} {
  const cause = reason instanceof Refusal && !(reason instanceof EngineAway) ? reason.cause : reason
  if (cause instanceof EngineAway) return { kind: 'unanswered', code: codeOf(cause.cause) }
  if (cause === undefined) return { kind: 'unanswered', code: 'overtaken' }
  if (sqlState(cause) === null) return { kind: 'refused', code: codeOf(cause), at: framesOf(cause) }
  return { kind: ofTheValues.test(codeOf(cause)) ? 'refused' : 'hindered', code: codeOf(cause) }
}

function framesOf(reason: unknown): readonly string[] {
  const lines = reason instanceof Error ? (reason.stack ?? '').split('\n') : []
  return lines.flatMap((line) => /^ {4}at (.+)/.exec(line)?.[1] ?? []).slice(0, 5)
}

/** The code of an error, of the system or of the engine: messages may quote what was to be stored. */
export function codeOf(reason: unknown): string {
  const { code, name } = (reason ?? {}) as { code?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  if (isSilence(reason)) return 'no answer in time'
  return typeof name === 'string' && name !== 'Error' ? name : 'no answer'
}
