import { Button } from '@mantine/core'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './guidance.module.css'
import { GuidanceText } from './guidance-text.tsx'

/** Every save, the newest first; an earlier one can be made the newest. */
export function TopicVersions({ id, onRestored }: { id: string; onRestored: () => void }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const read = useAnswer((signal) => ask('readGuidanceVersions', { params: { id }, signal }), [ask, id])
  const restore = useErrand(async (version: number) => {
    await ask('restoreGuidance', { params: { id }, body: { version } })
    onRestored()
  })
  return (
    <>
      <RefusalNote refused={read.refused ?? restore.refused} again={read.again} />
      <ol className={styles.versions}>
        {read.value?.items.map(({ version, author, savedAt, body }, n) => (
          <li key={version}>
            <div className={styles.actions}>
              <span>{words.guidance.version(spoken.count(version), author, spoken.exact(savedAt))}</span>
              {n > 0 && body && (
                <Button size="compact-xs" variant="default" onClick={() => restore.run(version)}>
                  {words.guidance.restore}
                </Button>
              )}
            </div>
            {body === null && <p className={styles.quiet}>{words.guidance.removed}</p>}
            {body && (
              <details>
                <summary>{words.guidance.show}</summary>
                <GuidanceText topic={{ id, ...body }} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
