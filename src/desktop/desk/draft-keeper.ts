import type { DraftPromise } from '../../wire/desk-api.ts'
import { type Ask, type WhyNot, whyNot } from '../ask.ts'
import {
  type DraftChange,
  type DraftForm,
  keptAs,
  newForm,
  noteTakenOver,
  opened,
  overtaken,
  typed,
  unkept,
} from './draft-state.ts'
import { noTyping, type TypingTime, typedAgain } from './typing-time.ts'

const keepAfterMs = 600
const tryAgainAfterMs = 5000

/** After these the same request would only be refused again. */
const hopeless: readonly WhyNot[] = ['not-found', 'forbidden', 'not-signed-in', 'bad-input']

/** Holds what is typed into the wrap-ups of all calls, and keeps it on the server. */
export interface DraftKeeper {
  subscribe(tell: () => void): () => void
  read(callId: string): DraftForm
  /** Reads the kept draft, once per call. */
  open(callId: string): void
  type(callId: string, change: DraftChange): void
  /** Keeps it now; `leaving` lets the request outlive the page. */
  flush(callId: string, leaving?: boolean): void
  flushAll(leaving: boolean): void
  takeOverNote(callId: string): void
  dismissConflict(callId: string): void
  /** Sends the wrap-up, with the case that is suggested where nobody has said another; rejects with Refused. */
  save(callId: string, suggestedCase?: number | null): Promise<void>
  /** The call is gone from the desk: keeps what is not kept yet, and forgets it. */
  letGo(callId: string): void
}

/** `now`, ms, is what the time of typing is measured by. */
export function makeDraftKeeper(ask: Ask, now: () => number = () => 0): DraftKeeper {
  const typing = new Map<string, TypingTime>()
  const forms = new Map<string, DraftForm>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const onTheWay = new Map<string, Promise<void>>()
  const listeners = new Set<() => void>()

  const read = (callId: string) => forms.get(callId) ?? newForm
  const put = (callId: string, form: DraftForm) => {
    forms.set(callId, form)
    for (const tell of listeners) tell()
  }
  const change = (callId: string, how: (form: DraftForm) => DraftForm) => {
    const form = forms.get(callId)
    if (form) put(callId, how(form))
  }
  const wait = (callId: string, ms: number, act: () => void) => {
    clearTimeout(timers.get(callId))
    timers.set(callId, setTimeout(act, ms))
  }

  async function load(callId: string): Promise<void> {
    try {
      const { draft, version } = await ask('readDraft', { params: { id: callId } })
      change(callId, (form) => opened(form, draft, version))
      keepSoon(callId)
    } catch (thrown) {
      change(callId, (form) => ({ ...form, state: 'failed' }))
      if (!hopeless.includes(whyNot(thrown).code)) wait(callId, tryAgainAfterMs, () => void load(callId))
    }
  }

  async function keep(callId: string, leaving: boolean): Promise<void> {
    const form = forms.get(callId)
    if (!form || form.version === null || !unkept(form)) return
    const sent = form.mine
    put(callId, { ...form, state: 'keeping' })
    try {
      const body = { draft: sent, version: form.version }
      const { version } = await ask('keepDraft', { params: { id: callId }, body, keepalive: leaving })
      change(callId, (now) => keptAs(now, sent, version))
    } catch (thrown) {
      const { code } = whyNot(thrown)
      if (code === 'conflict') return readNewer(callId)
      change(callId, (now) => ({ ...now, state: 'failed' }))
      if (!hopeless.includes(code)) wait(callId, tryAgainAfterMs, () => flush(callId))
    }
  }

  async function readNewer(callId: string): Promise<void> {
    try {
      const { draft, version } = await ask('readDraft', { params: { id: callId } })
      change(callId, (form) => overtaken(form, draft, version))
    } catch {
      change(callId, (form) => ({ ...form, state: 'failed' }))
      wait(callId, tryAgainAfterMs, () => flush(callId))
    }
  }

  /** One request at a time for each call; what was typed meanwhile follows it. */
  function flush(callId: string, leaving = false): void {
    clearTimeout(timers.get(callId))
    timers.delete(callId)
    if (onTheWay.has(callId)) return
    const way = keep(callId, leaving).finally(() => {
      onTheWay.delete(callId)
      keepSoon(callId)
    })
    onTheWay.set(callId, way)
  }

  function keepSoon(callId: string): void {
    const form = forms.get(callId)
    if (form && form.state === 'resting' && unkept(form)) wait(callId, keepAfterMs, () => flush(callId))
  }

  function forget(callId: string): void {
    clearTimeout(timers.get(callId))
    timers.delete(callId)
    forms.delete(callId)
    typing.delete(callId)
  }

  return {
    read,
    flush,
    letGo(callId) {
      flush(callId)
      forget(callId)
    },
    subscribe(tell) {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    open(callId) {
      if (forms.has(callId)) return
      forms.set(callId, newForm)
      void load(callId)
    },
    type(callId, what) {
      typing.set(callId, typedAgain(typing.get(callId) ?? noTyping, now()))
      put(callId, typed(read(callId), what))
      if (read(callId).version !== null) wait(callId, keepAfterMs, () => flush(callId))
    },
    flushAll(leaving) {
      for (const callId of forms.keys()) flush(callId, leaving)
    },
    takeOverNote(callId) {
      change(callId, noteTakenOver)
      keepSoon(callId)
    },
    dismissConflict(callId) {
      change(callId, (form) => ({ ...form, conflict: null }))
    },
    async save(callId, suggestedCase = null) {
      clearTimeout(timers.get(callId))
      await onTheWay.get(callId)
      const { disposition, promises, newCase, ...others } = read(callId).mine
      const rest = newCase && newCase.subject.trim() !== '' ? { ...others, newCase } : others
      const about = others.caseId === undefined && newCase === undefined && suggestedCase !== null
      const body = {
        disposition: disposition ?? '',
        ...rest,
        ...(about ? { caseId: suggestedCase } : {}),
        promises: promises.flatMap(toMake),
        typedMs: typing.get(callId)?.ms ?? null,
      }
      await ask('saveWrapUp', { params: { id: callId }, body })
      forget(callId)
    },
  }
}

/** An empty line promises nothing; one without a date is refused, so that it is not lost. */
function toMake({ dueAt, ...promise }: DraftPromise) {
  return promise.text.trim() === '' && dueAt === null ? [] : [{ ...promise, dueAt: dueAt ?? 0 }]
}
