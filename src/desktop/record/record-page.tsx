import { useState } from 'react'
import { PageHeading } from '../frame/page-heading.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { ChainCard } from './chain-card.tsx'
import { RecordAlerts } from './record-alerts.tsx'
import { noFilter, type RecordFields, RecordFilters } from './record-filters.tsx'
import { RecordList } from './record-list.tsx'

/** Who did what, when, to whose data; and whether somebody has tampered with it. */
export function RecordPage() {
  const { words } = useWords()
  const [fields, setFields] = useState<RecordFields>(noFilter)
  return (
    <div className={supervisor.page} data-wide>
      <PageHeading title={words.record.heading} intro={words.record.intro} />
      <RecordAlerts />
      <ChainCard />
      <RecordFilters fields={fields} onChange={setFields} />
      <RecordList
        key={JSON.stringify(fields)}
        fields={fields}
        onCustomer={(customer) => setFields({ ...noFilter, customer })}
      />
    </div>
  )
}
