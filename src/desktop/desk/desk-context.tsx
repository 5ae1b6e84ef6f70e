import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import type { Availability } from '../../wire/desktop-events.ts'
import type { Pop } from '../../wire/pop.ts'
import { useClock } from '../clock.ts'
import { useSession } from '../session.tsx'
import { type DeskSocket, openDeskSocket } from './desk-socket.ts'
import { type DeskState, emptyDesk, learn, shownPops } from './desk-state.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { isEmpty } from './draft-state.ts'
import { chooseShown, fillEmptyPlace } from './shown-call.ts'
import { isTyping } from './typing.ts'

export interface Desk {
  readonly desk: DeskState
  readonly shown: string | null
  readonly show: (callId: string | null) => void
  readonly painted: (callId: string, version: number) => void
  readonly setAvailability: (availability: Availability) => Promise<void>
  /** Grows whenever the supervisors' list of live calls is worth reading again. */
  readonly liveCallsRound: number
  /** Grows whenever the list of alerts is worth reading again. */
  readonly alertsRound: number
  readonly watchLive: DeskSocket['watchLive']
  /** One has read what was told of this promise. */
  readonly putPromiseAside: (id: number) => void
  /** One has read that this call of one's own came to nothing. */
  readonly putDialAside: (callId: string) => void
}

const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk needs a DeskProvider above it')
  return desk
}

/** Joins the socket, the rules of the wire and the drafts into what the pages show. */
export function DeskProvider({ onSignedOut, children }: { onSignedOut: () => void; children: ReactNode }) {
  const clock = useClock()
  const { ask, drafts } = useSession()
  const [known, tell] = useReducer(learn, emptyDesk)
  const desk = useMemo(() => ({ ...known, pops: shownPops(known) }), [known])
  const [liveCallsRound, setLiveCallsRound] = useState(0)
  const [alertsRound, setAlertsRound] = useState(0)
  const socket = useRef<DeskSocket | null>(null)
  const signedOut = useRef(onSignedOut)
  signedOut.current = onSignedOut

  useEffect(() => {
    const opened = openDeskSocket({
      clock,
      learn: tell,
      liveCallsChanged: () => setLiveCallsRound((round) => round + 1),
      alertsChanged: () => setAlertsRound((round) => round + 1),
      signedOut: () => signedOut.current(),
      refused: () => void ask('readMe', {}).catch(() => {}),
    })
    socket.current = opened
    return () => opened.close()
  }, [clock, ask])

  useEffect(() => {
    if (desk.gap) socket.current?.resync()
  }, [desk])
  useSweeping(desk, tell)
  useFlushing(drafts)
  useForgetting(desk, drafts)

  const [shown, show] = useShown(desk, drafts)
  const painted = usePaintedOnce(socket)
  const setAvailability = useCallback(
    async (availability: Availability) => {
      await ask('setAvailability', { body: { availability } })
      tell({ kind: 'availability', availability })
    },
    [ask],
  )
  const putPromiseAside = useCallback((id: number) => tell({ kind: 'promise-seen', id }), [])
  const putDialAside = useCallback((callId: string) => tell({ kind: 'dial-seen', callId }), [])
  const watchLive = useCallback<DeskSocket['watchLive']>(
    (hear) => socket.current?.watchLive(hear) ?? { again: () => {}, stop: () => {} },
    [],
  )
  const value = useMemo(
    () => ({
      desk,
      shown,
      show,
      painted,
      setAvailability,
      liveCallsRound,
      alertsRound,
      watchLive,
      putPromiseAside,
      putDialAside,
    }),
    [
      desk,
      shown,
      show,
      painted,
      setAvailability,
      liveCallsRound,
      alertsRound,
      watchLive,
      putPromiseAside,
      putDialAside,
    ],
  )
  return <DeskContext value={value}>{children}</DeskContext>
}

/** Tells of each call's first painting only, however often its tab is drawn anew. */
function usePaintedOnce(socket: RefObject<DeskSocket | null>): Desk['painted'] {
  const told = useRef(new Set<string>())
  return useCallback(
    (callId, version) => {
      if (told.current.has(callId)) return
      told.current.add(callId)
      socket.current?.rendered(callId, version)
    },
    [socket],
  )
}

interface Choice {
  readonly callId: string | null
  /** What was put aside for the overview. */
  readonly left: ReadonlySet<string>
}

/** An empty place is filled while it is drawn: an overview for one frame before the call would be a flicker. */
function useShown(desk: DeskState, drafts: DraftKeeper): [string | null, (callId: string | null) => void] {
  const [choice, choose] = useState<Choice>({ callId: null, left: new Set() })
  const show = useCallback(
    (callId: string | null) =>
      choose(({ left }) => ({ callId, left: callId === null ? new Set(desk.pops.map(stateKey)) : left })),
    [desk.pops],
  )
  useEffect(() => {
    choose((now) => {
      const callId = chooseShown({
        shown: now.callId,
        pops: besides(desk.pops, now),
        busy: isTyping(),
        untouched: (one) => isEmpty(drafts.read(one).mine),
      })
      return callId === now.callId ? now : { ...now, callId }
    })
  }, [desk.pops, drafts])
  return [fillEmptyPlace(choice.callId, besides(desk.pops, choice)), show]
}

function besides(pops: readonly Pop[], { callId, left }: Choice): readonly Pop[] {
  return pops.filter((pop) => pop.callId === callId || !left.has(stateKey(pop)))
}

/** A call that was put aside is put aside in this state only: once it is answered it may show again. */
function stateKey(pop: Pop): string {
  return `${pop.state} ${pop.callId}`
}

function useSweeping(desk: DeskState, tell: (news: { kind: 'sweep'; now: number }) => void): void {
  const clock = useClock()
  const fading = Object.keys(desk.closedAt).length > 0
  useEffect(() => {
    if (!fading) return
    const timer = setInterval(() => tell({ kind: 'sweep', now: clock.now() }), 500)
    return () => clearInterval(timer)
  }, [fading, tell, clock])
}

/** What was typed is kept before the page may go away. */
function useFlushing(drafts: DraftKeeper): void {
  useEffect(() => {
    drafts.flushAll(false)
    const leave = () => {
      if (document.visibilityState === 'hidden') drafts.flushAll(true)
    }
    document.addEventListener('visibilitychange', leave)
    addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      removeEventListener('pagehide', leave)
      drafts.flushAll(false)
    }
  }, [drafts])
}

function useForgetting(desk: DeskState, drafts: DraftKeeper): void {
  const known = useRef<readonly string[]>([])
  useEffect(() => {
    const here = desk.pops.map((pop) => pop.callId)
    for (const callId of known.current) if (!here.includes(callId)) drafts.letGo(callId)
    known.current = here
  }, [desk.pops, drafts])
}
