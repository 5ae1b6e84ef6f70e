import { IconCalendarPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { WrapUpDraft } from '../../wire/desk-api.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { DueField } from './due-field.tsx'
import styles from './wrap-up.module.css'

interface FollowUpFieldsProps {
  readonly draft: WrapUpDraft
  readonly open: boolean
  readonly type: (change: Partial<WrapUpDraft>) => void
}

/** What oneself is to do later and when; hidden until it is begun. */
export function FollowUpFields({ draft, open, type }: FollowUpFieldsProps) {
  const { words } = useWords()
  const say = words.wrapUp
  const [begun, setBegun] = useState(false)
  const there = begun || draft.followUpAt !== null || draft.followUpText !== ''
  const drop = () => {
    setBegun(false)
    type({ followUpAt: null, followUpText: '' })
  }
  return (
    <div className={styles.part}>
      {!there && (
        <PushButton icon={<IconCalendarPlus size={14} />} disabled={!open} onClick={() => setBegun(true)}>
          {say.followUp}
        </PushButton>
      )}
      {there && (
        <div className={styles.line}>
          <div className={styles.lineHead}>
            <input
              className={styles.field}
              aria-label={say.followUpText}
              placeholder={say.followUpHint}
              maxLength={500}
              disabled={!open}
              // biome-ignore lint/a11y/noAutofocus: the agent has just asked for it
              autoFocus={begun}
              value={draft.followUpText}
              onChange={(event) => type({ followUpText: event.currentTarget.value })}
              dir="auto"
            />
            <PushButton
              look="quiet"
              disabled={!open}
              title={say.noFollowUp}
              aria-label={say.noFollowUp}
              onClick={drop}
              icon={<IconX size={14} />}
            />
          </div>
          <DueField
            label={say.followUpAt}
            at={draft.followUpAt}
            open={open}
            choose={(followUpAt) => type({ followUpAt })}
          />
        </div>
      )}
    </div>
  )
}
