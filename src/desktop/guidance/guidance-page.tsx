import { Button, Modal } from '@mantine/core'
import { IconEdit, IconHistory, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { GuidanceTopic } from '../../wire/guidance-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { isLead, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { FindGuidance } from './find-guidance.tsx'
import styles from './guidance.module.css'
import { GuidanceText } from './guidance-text.tsx'
import { TopicEditor } from './topic-editor.tsx'
import { TopicVersions } from './topic-versions.tsx'

/** What agents are to say: everybody reads and searches it, supervisors write it. */
export function GuidancePage() {
  const { me } = useSession()
  const { words } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isNew, setNew] = useState(false)
  const [saves, setSaves] = useState(0)
  const saved = (id: string | null): void => {
    setNew(false)
    setChosen(id)
    setSaves((count) => count + 1)
  }
  return (
    <div className={styles.page}>
      <PageHeading
        title={words.guidance.heading}
        intro={words.guidance.intro}
        actions={
          isLead(me) && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setNew(true)}>
              {words.guidance.create}
            </Button>
          )
        }
      />
      <div className={styles.columns}>
        <FindGuidance chosen={chosen} onChoose={setChosen} saves={saves} />
        {chosen !== null && <Topic key={`${chosen} ${saves}`} id={chosen} onSaved={saved} />}
      </div>
      {isNew && <TopicEditor topic={null} onClose={() => setNew(false)} onSaved={saved} />}
    </div>
  )
}

function Topic({ id, onSaved }: { id: string; onSaved: (id: string | null) => void }) {
  const { ask, me } = useSession()
  const { words, spoken } = useWords()
  const [open, setOpen] = useState<'nothing' | 'editor' | 'versions'>('nothing')
  const read = useAnswer((signal) => ask('readGuidance', { params: { id }, signal }), [ask, id])
  const topic: GuidanceTopic | undefined = read.value
  return (
    <div className={styles.panel}>
      <RefusalNote refused={read.refused} again={read.again} />
      {topic && isLead(me) && (
        <div className={styles.actions}>
          <span className={styles.quiet}>
            {words.guidance.version(spoken.count(topic.version), topic.author, spoken.exact(topic.savedAt))}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconHistory size={15} />}
            onClick={() => setOpen('versions')}
          >
            {words.guidance.versions}
          </Button>
          <Button size="compact-sm" leftSection={<IconEdit size={15} />} onClick={() => setOpen('editor')}>
            {words.form.edit}
          </Button>
        </div>
      )}
      {topic && <GuidanceText topic={topic} />}
      {topic && open === 'editor' && (
        <TopicEditor topic={topic} onClose={() => setOpen('nothing')} onSaved={onSaved} />
      )}
      {open === 'versions' && (
        <Modal opened onClose={() => setOpen('nothing')} title={words.guidance.versions} size="lg">
          <TopicVersions id={id} onRestored={() => onSaved(id)} />
        </Modal>
      )}
    </div>
  )
}
