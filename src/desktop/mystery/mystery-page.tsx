import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { TestCall } from './test-call.tsx'

/** Calls that the house places to itself, and what came of them: so that a fault is found before a caller finds it. */
export function MysteryPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const now = useNow(3000)
  const tests = useAnswer((signal) => ask('readMysteryCalls', { signal }), [ask, now])
  const items = tests.value?.items ?? []
  return (
    <div className={supervisor.page}>
      <PageHeading title={words.mystery.heading} intro={words.mystery.intro} />
      <RefusalNote refused={tests.refused} again={tests.again} />
      {tests.value && items.length === 0 && <p className={supervisor.quiet}>{words.mystery.none}</p>}
      {items.map((test) => (
        <TestCall key={test.name} test={test} again={tests.again} />
      ))}
    </div>
  )
}
