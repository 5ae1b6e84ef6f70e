import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { goTo } from '../frame/route.ts'
import { useWords } from '../words/words-context.tsx'
import { callTitle } from './call-title.ts'
import { useDesk } from './desk-context.tsx'
import { mattersOf } from './matters-of.ts'
import { hearSayings } from './say-politely.ts'
import { notify } from './system-notification.ts'

/**
 * Tells of a call where nobody looks: to a screen reader, in the window's title, and by a system notification while the
 * page is hidden. All three say no more than the tab in the dock does.
 */
export function Announcer() {
  const { desk } = useDesk()
  const { words } = useWords()
  const [said, setSaid] = useState('')
  const states = useRef(new Map<string, Pop['state']>())
  const ringing = desk.pops.filter(rings)
  useRingingTitle(ringing)
  useRingingNotifications(ringing)
  useEffect(() => hearSayings(setSaid), [])
  useNewLeads(desk.pops, setSaid)
  useEffect(() => {
    for (const pop of desk.pops) {
      const before = states.current.get(pop.callId)
      if (before === undefined && rings(pop)) setSaid(words.pop.incoming(callTitle(pop, words)))
      if (before === 'ringing' && pop.state === 'connected')
        setSaid(words.pop.nowConnected(callTitle(pop, words)))
      if (before === 'ringing' && pop.closing) setSaid(words.closings[pop.closing])
    }
    states.current = new Map(desk.pops.map((pop) => [pop.callId, pop.state]))
  }, [desk.pops, words])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}

/** What comes to lead a call that is shown already is said; what led it from the beginning is read with the card. */
function useNewLeads(pops: readonly Pop[], say: (text: string) => void): void {
  const { words } = useWords()
  const known = useRef(new Map<string, ReadonlySet<string>>())
  useEffect(() => {
    for (const pop of pops) {
      const before = known.current.get(pop.callId)
      const fresh = mattersOf(pop).leads.find((lead) => before && !before.has(leadKey(lead)))
      if (fresh && fresh.text !== '') say(words.card.newLead(words.card.leads[fresh.kind], fresh.text))
    }
    known.current = new Map(pops.map((pop) => [pop.callId, new Set(mattersOf(pop).leads.map(leadKey))]))
  }, [pops, words, say])
}

const leadKey = ({ kind, id, text }: Pop['leads'][number]): string => `${kind} ${id} ${text}`

function rings(pop: Pop): boolean {
  return pop.state === 'ringing' && pop.direction !== 'outbound'
}

function useRingingTitle(ringing: readonly Pop[]): void {
  const { words } = useWords()
  const first = ringing[0]
  const title = first ? words.app.ringingTitle(callTitle(first, words), ringing.length - 1) : words.app.name
  useEffect(() => {
    document.title = title
  }, [title])
}

function useRingingNotifications(ringing: readonly Pop[]): void {
  const { show } = useDesk()
  const { words } = useWords()
  const open = useRef(new Map<string, Notification | null>())
  useEffect(() => {
    for (const pop of ringing) {
      if (open.current.has(pop.callId)) continue
      const go = () => {
        goTo({ kind: 'desk' })
        show(pop.callId)
      }
      const body = pop.queue ? words.pop.incomingMore(pop.queue.name) : ''
      open.current.set(pop.callId, notify(words.pop.incoming(callTitle(pop, words)), body, pop.callId, go))
    }
    for (const [callId, notification] of open.current) {
      if (ringing.some((pop) => pop.callId === callId)) continue
      notification?.close()
      open.current.delete(callId)
    }
  }, [ringing, words, show])
}
