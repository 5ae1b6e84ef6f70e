import { PushButton } from '../frame/push-button.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import type { DraftConflict } from './draft-state.ts'
import styles from './wrap-up.module.css'

/** Tells that the wrap-up was edited elsewhere too; it stands under the form, so that no field moves. */
export function DraftConflictNote({ callId, conflict }: { callId: string; conflict: DraftConflict | null }) {
  const { words } = useWords()
  const { drafts } = useSession()
  if (!conflict) return null
  return (
    <div className={styles.conflict} role="alert">
      <p>{conflict.kind === 'note' ? words.wrapUp.conflict : words.wrapUp.conflictMerged}</p>
      {conflict.kind === 'note' && <blockquote dir="auto">{conflict.theirs}</blockquote>}
      <div>
        {conflict.kind === 'note' && (
          <PushButton look="main" onClick={() => drafts.takeOverNote(callId)}>
            {words.wrapUp.takeOver}
          </PushButton>
        )}
        <PushButton onClick={() => drafts.dismissConflict(callId)}>{words.wrapUp.dismiss}</PushButton>
      </div>
    </div>
  )
}
