import { Button, Loader } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { Report, ReportList } from '../../wire/report-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import './colours.css'
import { CountedUntil } from './counted-until.tsx'
import { ReportBody } from './report-body.tsx'
import { PartControls, RangeControl } from './report-controls.tsx'
import { useReportSpeech } from './report-speech.ts'
import { toQuery, writeView } from './report-view.ts'
import styles from './reports.module.css'
import { lookAt, useReportView } from './use-report-view.ts'

/** One report: of what time and part, drawn, as a table, and what its figures mean. */
export function ReportPage({ id }: { id: string }) {
  const { ask } = useSession()
  const { said } = useReportSpeech()
  const list = useAnswer((signal) => ask('readReports', { signal }), [ask])
  const kind = list.value?.items.find((one) => one.id === id)
  if (list.value && kind) return <KnownReport list={list.value} kind={kind} />
  return (
    <div className={styles.page}>
      <RefusalNote refused={list.refused} again={list.again} />
      {list.value && <p role="alert">{said.unknown}</p>}
      {list.asking && <Loader size="sm" />}
    </div>
  )
}

interface KnownReportProps {
  readonly list: ReportList
  readonly kind: ReportList['items'][number]
}

function KnownReport({ list, kind }: KnownReportProps) {
  const { ask } = useSession()
  const { said } = useReportSpeech()
  const view = useReportView()
  const query = toQuery(view, list.today, kind)
  const report = useAnswer(
    (signal) => ask('readReport', { params: { id: kind.id }, query, signal }),
    [ask, kind.id, JSON.stringify(query)],
  )
  const look = (next: typeof view) => lookAt(kind.id, next)
  const { name, asks, decide } = said.reports[kind.id]
  return (
    <div className={styles.page}>
      <PlaceLink
        to={{ kind: 'reports', view: writeView({ ...view, by: null, step: null, at: null }) }}
        className={styles.back}
      >
        {said.all}
      </PlaceLink>
      <PageHeading
        title={name}
        intro={asks}
        actions={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={15} aria-hidden />}
            onClick={() => print()}
          >
            {said.print}
          </Button>
        }
      />
      <div className={styles.controls}>
        <RangeControl view={view} today={list.today} onChange={look} />
        <PartControls
          view={view}
          kind={kind}
          today={list.today}
          by={report.value?.by ?? view.by ?? kind.by[0] ?? null}
          onChange={look}
        />
      </div>
      <RefusalNote refused={report.refused} again={report.again} />
      {report.asking && !report.value && <Loader size="sm" aria-label={said.drawing.loading} />}
      {report.value && (
        <div aria-busy={report.asking} className={styles.answer}>
          <Meta report={report.value} today={list.today} />
          <p className={styles.decide}>
            <strong>{said.definitions.decide}:</strong> {decide}
          </p>
          <ReportBody report={report.value} today={list.today} view={view} onLook={look} />
        </div>
      )}
    </div>
  )
}

function Meta({ report, today }: { report: Report; today: string }) {
  const { said, days } = useReportSpeech()
  return (
    <p className={styles.meta}>
      <strong>{days.span(report.from, report.until)}</strong>
      {report.until >= today && <span>{said.range.partly}</span>}
      {report.before && <span>{said.compare.with(days.span(report.beforeFrom, report.beforeUntil))}</span>}
      <CountedUntil {...report} />
    </p>
  )
}
