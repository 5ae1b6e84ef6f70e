import type { CheckItemView } from '../../wire/quality-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { nameFor } from '../quality/name-for.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** What the agent checks each day: native boxes, so that Tab and Space tick them off. Gone with the overview when a call comes. */
export function DailyChecks() {
  const { ask } = useSession()
  const { words } = useWords()
  const list = useAnswer((signal) => ask('readChecklist', { signal }), [ask])
  const items = list.value?.items
  if (!items || items.length === 0) return null
  return (
    <OverviewPanel heading={words.quality.checks} empty="" answer={list} items={items} uncounted>
      <ul className={styles.list}>
        {items.map((item) => (
          <Check key={item.id} item={item} changed={list.again} />
        ))}
      </ul>
    </OverviewPanel>
  )
}

function Check({ item, changed }: { readonly item: CheckItemView; readonly changed: () => void }) {
  const { ask } = useSession()
  const { language } = useWords()
  const tick = useErrand(async () => {
    await ask('tickChecklist', { params: { id: item.id }, body: { done: item.doneAt === null } })
    changed()
  })
  return (
    <li>
      <label dir="auto">
        <input type="checkbox" checked={item.doneAt !== null} onChange={() => tick.run()} />{' '}
        {nameFor(item.name, language) ?? item.id}
      </label>
    </li>
  )
}
