import { SegmentedControl, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ReportGrouping, ReportStep } from '../../wire/report-api.ts'
import { DayField } from '../frame/day-field.tsx'
import { teamName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { type Day, isDay } from './days.ts'
import { useReportSpeech } from './report-speech.ts'
import {
  daysOf,
  groupingsOf,
  type NamedRange,
  namedRanges,
  ownRange,
  type ReportKindView,
  type ReportView,
  stepsOf,
} from './report-view.ts'
import styles from './reports.module.css'

interface RangeControlProps {
  readonly view: ReportView
  readonly today: Day
  readonly onChange: (view: ReportView) => void
}

/** The time that is looked at: by name with the arrow keys, or by two dates. */
export function RangeControl({ view, today, onChange }: RangeControlProps) {
  const { said } = useReportSpeech()
  const { range } = view
  const { from, until } = daysOf(range, today)
  const isPast = (day: string): day is Day => isDay(day) && day <= today
  const choose = (value: string) =>
    onChange({
      ...view,
      step: null,
      at: null,
      range: value === 'own' ? { kind: 'own', from, until } : { kind: value as NamedRange },
    })
  return (
    <div className={styles.range}>
      <SegmentedControl
        aria-label={said.range.label}
        value={range.kind}
        onChange={choose}
        data={[...namedRanges, 'own' as const].map((value) => ({ value, label: said.range[value] }))}
        transitionDuration={0}
      />
      {range.kind === 'own' && (
        <>
          <DayField
            label={said.range.from}
            value={range.from}
            max={today}
            onChange={(day) => isPast(day) && onChange({ ...view, range: ownRange(day, range.until) })}
          />
          <DayField
            label={said.range.until}
            value={range.until}
            max={today}
            onChange={(day) => isPast(day) && onChange({ ...view, range: ownRange(range.from, day) })}
          />
        </>
      )}
    </div>
  )
}

interface PartControlsProps {
  readonly view: ReportView
  readonly kind: ReportKindView
  readonly today: Day
  /** As the report came. */
  readonly by: ReportGrouping | null
  readonly onChange: (view: ReportView) => void
  readonly children?: ReactNode
}

/** What groups are made of, how long a point is, and which part of the house is looked at. */
export function PartControls({ view, kind, today, by, onChange, children }: PartControlsProps) {
  const { me } = useSession()
  const { language } = useWords()
  const { said } = useReportSpeech()
  const leads = me.account.role === 'admin' ? null : me.account.leads
  const teams = leads ?? me.teams.map(({ id }) => id)
  const queues = [...new Map(me.queues.map(({ id, name }) => [id, name]))]
  const common = { size: 'xs', allowDeselect: false } as const
  return (
    <div className={styles.parts}>
      <Select
        {...common}
        label={said.by.label}
        value={by}
        data={groupingsOf(view, kind).map((value) => ({ value, label: said.by[value] }))}
        onChange={(value) => onChange({ ...view, by: value as ReportGrouping })}
      />
      <Select
        {...common}
        label={said.steps.label}
        value={stepsOf(daysOf(view.range, today), kind).find((one) => one === view.step) ?? ''}
        data={[
          { value: '', label: said.steps.usual },
          ...stepsOf(daysOf(view.range, today), kind).map((value) => ({ value, label: said.steps[value] })),
        ]}
        onChange={(value) => onChange({ ...view, step: (value || null) as ReportStep | null })}
      />
      {kind.byQueue && (
        <Select
          {...common}
          label={said.filters.queue}
          searchable
          value={view.queue ?? everything}
          data={[
            { value: everything, label: said.filters.allQueues },
            ...queues.map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value) => onChange({ ...view, queue: value === everything ? null : value })}
        />
      )}
      {(teams.length > 0 || view.team !== null) && (
        <Select
          {...common}
          label={said.filters.team}
          searchable
          value={view.team ?? everything}
          data={[
            { value: everything, label: said.filters.allTeams },
            ...teams.map((value) => ({ value, label: teamName(me, value, language) })),
            ...(leads === null ? [{ value: '', label: said.filters.noTeam }] : []),
          ]}
          onChange={(value) => onChange({ ...view, team: value === everything ? null : value })}
        />
      )}
      {children}
    </div>
  )
}

/** No id of a queue or team has a blank in front. */
const everything = ' all'
