import { Button, Loader } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { HourOfCalls } from '../../wire/hour-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useOpenSearch } from '../supervisor/open-search.ts'
import { addDays, dayOf, hourOf } from './days.ts'
import { HourAgents, HourQueues } from './hour-tables.tsx'
import { searchFieldsOfHour } from './look-closer.ts'
import { readOut } from './read-out.ts'
import { useReportSpeech } from './report-speech.ts'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'

interface HourPanelProps {
  /** `2026-11-17T14` */
  readonly at: string
  readonly view: Pick<ReportView, 'queue' | 'team'>
  readonly onClose: () => void
}

/** Why an hour was as it was: which queues, who was there, and the calls themselves, beside the hour a week before. */
export function HourPanel({ at, view, onClose }: HourPanelProps) {
  const { ask } = useSession()
  const { said, days } = useReportSpeech()
  const hour = useAnswer(
    (signal) =>
      ask('readHourOfCalls', {
        query: {
          at,
          ...(view.queue !== null && { queue: view.queue }),
          ...(view.team !== null && { team: view.team }),
        },
        signal,
      }),
    [ask, at, view.queue, view.team],
  )
  return (
    <section className={`${styles.box} ${styles.hour}`} aria-busy={hour.asking}>
      <header>
        <div>
          <h2 key={at} ref={readOut} tabIndex={-1}>
            {said.hour.looked(days.dayInFull(dayOf(at)), days.hour(hourOf(at) ?? 0))}
          </h2>
          <p className={styles.quiet}>{said.hour.against(days.dayInFull(addDays(dayOf(at), -7)))}</p>
        </div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={onClose}
        >
          {said.hour.close}
        </Button>
      </header>
      <RefusalNote refused={hour.refused} again={hour.again} />
      {hour.asking && !hour.value && <Loader size="sm" aria-label={said.drawing.loading} />}
      {hour.value && <Hour hour={hour.value} queue={view.queue} />}
    </section>
  )
}

function Hour({ hour, queue }: { hour: HourOfCalls; queue: string | null }) {
  const { said } = useReportSpeech()
  const openSearch = useOpenSearch()
  const taking = (which: 'now' | 'before') => hour.agents.filter((one) => one[which].taken > 0).length
  return (
    <>
      <p data-summary>{said.hour.answeredBy(taking('now'), taking('before'))}</p>
      <HourQueues hour={hour} onSearch={(key) => openSearch(searchFieldsOfHour(hour, { queue: key }))} />
      <HourAgents
        hour={hour}
        onSearch={(accountId) => openSearch(searchFieldsOfHour(hour, { queue, accountId }))}
      />
      <p>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => openSearch(searchFieldsOfHour(hour, { queue }))}
        >
          {said.hour.allCalls}
        </Button>
      </p>
    </>
  )
}
