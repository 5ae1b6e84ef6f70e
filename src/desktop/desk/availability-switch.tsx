import { SegmentedControl } from '@mantine/core'
import type { Availability } from '../../wire/desktop-events.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './dock.module.css'

const kinds = ['available', 'away', 'offline'] as const

export function AvailabilitySwitch() {
  const { desk, setAvailability } = useDesk()
  const { words } = useWords()
  const change = useErrand((chosen: Availability) => setAvailability(chosen))
  return (
    <div className={styles.availability} data-availability={desk.availability}>
      <SegmentedControl
        aria-label={words.availability.label}
        fullWidth
        size="xs"
        disabled={desk.link.kind !== 'live'}
        value={desk.availability}
        onChange={(chosen) => change.run(chosen as Availability)}
        data={kinds.map((kind) => ({ value: kind, label: words.availability[kind] }))}
      />
      <RefusalNote refused={change.refused} />
    </div>
  )
}
