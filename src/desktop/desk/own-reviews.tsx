import { useState } from 'react'
import type { ReviewView } from '../../wire/quality-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** Reviews of the agent's own calls; nothing at all stands here while there are none. */
export function OwnReviews() {
  const { ask } = useSession()
  const { words } = useWords()
  const own = useAnswer((signal) => ask('readOwnReviews', { signal }), [ask])
  const items = own.value?.items.slice(0, 5)
  if (!items || items.length === 0) return null
  return (
    <OverviewPanel heading={words.quality.mine} empty="" answer={own} items={items} uncounted>
      <ul className={styles.list}>
        {items.map((one) => (
          <OwnReview key={one.id} one={one} changed={own.again} />
        ))}
      </ul>
    </OverviewPanel>
  )
}

function OwnReview({ one, changed }: { readonly one: ReviewView; readonly changed: () => void }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.quality
  const [reply, setReply] = useState<string | null>(null)
  const answer = useErrand(async () => {
    const text = reply?.trim() ?? ''
    await ask('answerReview', { params: { id: one.id }, body: { reply: text === '' ? null : text } })
    setReply(null)
    changed()
  })
  return (
    <li className={styles.promise}>
      <div className={styles.entry}>
        <strong>{one.score === null ? say.review : spoken.percent(one.score / 1000)}</strong>
        <span className={styles.quiet}>
          <bdi>{one.reviewerName}</bdi> · {spoken.moment(one.at, now)}
        </span>
        {one.comment !== '' && <span dir="auto">{one.comment}</span>}
        {one.reply !== null && (
          <span className={styles.quiet} dir="auto">
            {say.yourAnswer} {one.reply}
          </span>
        )}
        {reply !== null && (
          <textarea
            aria-label={say.answer}
            value={reply}
            maxLength={4000}
            rows={2}
            onChange={({ currentTarget }) => setReply(currentTarget.value)}
          />
        )}
        <RefusalNote refused={answer.refused} />
      </div>
      <fieldset className={styles.actions} aria-label={say.mine}>
        {one.seenAt === null && reply === null && (
          <PushButton disabled={answer.running} onClick={() => answer.run()}>
            {say.markSeen}
          </PushButton>
        )}
        <PushButton
          disabled={answer.running}
          aria-expanded={reply !== null}
          onClick={() => (reply === null ? setReply('') : answer.run())}
        >
          {reply === null ? say.answer : say.send}
        </PushButton>
      </fieldset>
    </li>
  )
}
