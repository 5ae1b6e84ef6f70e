import { Kbd, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useDesk } from '../desk/desk-context.tsx'
import { dockOrder } from '../desk/dock-order.ts'
import {
  addPromiseId,
  crmLinkId,
  dispositionFieldId,
  guidanceButtonId,
  knowledgePlaceId,
  leadsPlaceId,
  noteFieldId,
  searchFieldId,
  verifyPlaceId,
} from '../desk/field-ids.ts'
import { isField } from '../desk/typing.ts'
import { isLead, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './frame.module.css'
import { goTo } from './route.ts'

const openList = 'greetline:shortcuts'

export function openShortcutList(): void {
  dispatchEvent(new Event(openList))
}

/** The keys that work everywhere, and their list. Without a modifier none works while something is being typed. */
export function Shortcuts() {
  const { words } = useWords()
  const [open, setOpen] = useState(false)
  const press = usePressed(() => setOpen(true))
  useEffect(() => {
    const show = () => setOpen(true)
    addEventListener('keydown', press)
    addEventListener(openList, show)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener(openList, show)
    }
  }, [press])
  return (
    <Modal opened={open} onClose={() => setOpen(false)} title={words.shortcuts.heading} centered>
      <ShortcutList />
    </Modal>
  )
}

function usePressed(openHelp: () => void): (event: KeyboardEvent) => void {
  const { desk, show, setAvailability } = useDesk()
  const { me } = useSession()
  const press = useRef((_event: KeyboardEvent) => {})
  press.current = (event) => {
    const act = event.altKey ? withAlt(event.code) : plain(event)
    if (!act || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  const withAlt = (code: string): (() => void) | undefined => {
    const { live, wrapUps } = dockOrder(desk.pops)
    const pop = /^Digit[1-9]$/.test(code) ? [...live, ...wrapUps][Number(code.slice(5)) - 1] : undefined
    if (pop) return () => showCall(pop.callId)
    if (code === 'KeyD') return () => document.querySelector<HTMLElement>('[data-dial]')?.focus()
    const onCard = cardKeys[code]
    if (onCard && document.querySelector('article')) return onCard
    if (code === 'KeyC') return () => document.getElementById(crmLinkId)?.click()
    if (code === 'Digit0') return () => showCall(null)
    if (code === 'KeyA') {
      const next = desk.availability === 'available' ? 'away' : 'available'
      return () => void setAvailability(next).catch(() => {})
    }
    return undefined
  }
  const plain = (event: KeyboardEvent): (() => void) | undefined => {
    if (isField(document.activeElement)) return undefined
    if (event.key === '?') return openHelp
    if (event.key === '/' && isLead(me)) return search
    return undefined
  }
  const showCall = (callId: string | null) => {
    goTo({ kind: 'desk' })
    show(callId)
  }
  return useRef((event: KeyboardEvent) => press.current(event)).current
}

/** What the keys do on the card of the shown call. */
const cardKeys: Readonly<Record<string, () => void>> = {
  KeyW: () => document.getElementById(noteFieldId)?.focus(),
  KeyR: () => document.getElementById(dispositionFieldId)?.focus(),
  KeyP: () => document.getElementById(addPromiseId)?.click(),
  KeyL: () => focusWithin(leadsPlaceId, 'button:enabled'),
  KeyK: () => focusWithin(knowledgePlaceId, 'input:enabled, [data-look=soft]:enabled'),
  KeyQ: askedAgain,
  KeyG: () => document.getElementById(guidanceButtonId)?.click(),
  KeyV: openMethods,
}

/** The first of these in a place; the place itself where it has none. */
function focusWithin(placeId: string, selector: string): void {
  const place = document.getElementById(placeId)
  const first = place?.querySelector<HTMLElement>(selector)
  if (place && !first) place.tabIndex = -1
  ;(first ?? place)?.focus()
}

/** Of the fact on which the focus is; else the focus goes to the first of them. */
function askedAgain(): void {
  const own = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-asked-again]')
  if (own) own.click()
  else focusWithin(knowledgePlaceId, '[data-asked-again]:enabled')
}

/** With the focus on it, so that Enter and the arrows go on from there. */
function openMethods(): void {
  const button = document.getElementById(verifyPlaceId)?.querySelector('button')
  button?.focus()
  button?.click()
}

/** The field is there once the page has been fetched and drawn. */
function search(): void {
  goTo({ kind: 'search' })
  focusOnceThere(searchFieldId, 120)
}

function focusOnceThere(id: string, frames: number): void {
  const field = document.getElementById(id)
  field?.focus()
  if (!field && frames > 0) requestAnimationFrame(() => focusOnceThere(id, frames - 1))
}

function ShortcutList() {
  const { words } = useWords()
  const { me } = useSession()
  const { alt, ctrl } = words.shortcuts
  const rows: [string[], string][] = [
    [[alt, '1…9'], words.shortcuts.showCall],
    [[alt, 'L'], words.shortcuts.leads],
    [[alt, 'K'], words.shortcuts.knowledge],
    [[alt, 'Q'], words.shortcuts.askedAgain],
    [[alt, 'G'], words.shortcuts.guidance],
    [[alt, 'R'], words.shortcuts.result],
    [[alt, 'W'], words.shortcuts.note],
    [['/', 'Tab'], words.shortcuts.snippet],
    [[alt, 'P'], words.shortcuts.promise],
    [[alt, 'V'], words.shortcuts.verify],
    [[alt, 'C'], words.shortcuts.crm],
    [[alt, 'D'], words.shortcuts.dial],
    [[ctrl, 'Enter'], words.shortcuts.save],
    [[alt, 'A'], words.shortcuts.availability],
    [[alt, '0'], words.shortcuts.desk],
    ...(isLead(me) ? [[['/'], words.shortcuts.search] as [string[], string]] : []),
    [['?'], words.shortcuts.list],
    [['Esc'], words.shortcuts.close],
  ]
  return (
    <dl className={styles.keys}>
      {rows.map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
