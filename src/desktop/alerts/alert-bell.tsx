import { Popover } from '@mantine/core'
import { IconBell, IconBellRinging } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { AlertView } from '../../wire/alert-api.ts'
import { sayPolitely } from '../desk/say-politely.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'
import { AlertLine } from './alert-line.tsx'
import styles from './alerts.module.css'
import { useOpenAlerts } from './use-open-alerts.ts'
import { useSayAlert } from './use-say-alert.ts'

const mostShown = 8

/** For supervisors, on every page: how many alerts nobody has seen, and the newest on a press. */
export function AlertBell() {
  const { words } = useWords()
  const { value, mark } = useOpenAlerts()
  const [open, setOpen] = useState(false)
  const alerts = value?.items ?? []
  const unseen = alerts.filter(({ seenBy }) => seenBy === null).length
  useSayNew(value?.items)
  const Icon = unseen > 0 ? IconBellRinging : IconBell
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={400} shadow="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.bell}
          data-unseen={unseen > 0 || undefined}
          aria-label={words.alerts.bell(alerts.length, unseen)}
          onClick={() => setOpen((now) => !now)}
        >
          <Icon size={17} aria-hidden />
          {unseen > 0 && <b aria-hidden>{unseen}</b>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        {alerts.length === 0 && <p className={styles.quiet}>{words.alerts.none}</p>}
        <ul className={styles.list}>
          {alerts.slice(0, mostShown).map((alert) => (
            <AlertLine key={alert.id} alert={alert} mark={mark} />
          ))}
        </ul>
        <PlaceLink to={{ kind: 'alerts' }} onFollow={() => setOpen(false)}>
          {words.alerts.all}
        </PlaceLink>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A screen reader is told of what is new, the first of several and how many more; not of what was there before. */
function useSayNew(alerts: readonly AlertView[] | undefined): void {
  const { words } = useWords()
  const say = useSayAlert()
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (!alerts) return
    const before = known.current
    known.current = new Set(alerts.map(({ id }) => id))
    const fresh = before ? alerts.filter(({ id }) => !before.has(id)) : []
    const [first] = fresh
    if (first) sayPolitely(words.alerts.news(say(first), fresh.length - 1))
  }, [alerts, words, say])
}
