import { Button, TextInput } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import type { WrapUpDraft } from '../../wire/desk-api.ts'
import { useClock } from '../clock.ts'
import { useWords } from '../words/words-context.tsx'
import { atNine, fromField, inOneHour, toField } from './instant-field.ts'
import styles from './wrap-up.module.css'

interface FollowUpFieldsProps {
  readonly draft: WrapUpDraft
  readonly type: (change: Partial<WrapUpDraft>) => void
}

/** What is to be done later and when; hidden until one of the three times or a day is chosen. */
export function FollowUpFields({ draft, type }: FollowUpFieldsProps) {
  const { words } = useWords()
  const clock = useClock()
  const say = words.wrapUp
  return (
    <div className={styles.followUp}>
      <div className={styles.followUpHead}>
        <IconCalendarPlus size={15} aria-hidden />
        <span>{say.followUp}</span>
        <button type="button" onClick={() => type({ followUpAt: inOneHour(clock.now()) })}>
          {say.inOneHour}
        </button>
        <button type="button" onClick={() => type({ followUpAt: atNine(clock.now(), 1) })}>
          {say.tomorrow}
        </button>
        <button type="button" onClick={() => type({ followUpAt: atNine(clock.now(), 7) })}>
          {say.nextWeek}
        </button>
      </div>
      {(draft.followUpAt !== null || draft.followUpText !== '') && (
        <>
          <div className={styles.followUpWhen}>
            <TextInput
              type="datetime-local"
              size="xs"
              aria-label={say.followUpAt}
              value={toField(draft.followUpAt)}
              onChange={(event) => type({ followUpAt: fromField(event.currentTarget.value) })}
            />
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => type({ followUpAt: null, followUpText: '' })}
            >
              {say.noFollowUp}
            </Button>
          </div>
          <TextInput
            size="xs"
            aria-label={say.followUpText}
            placeholder={say.followUpHint}
            maxLength={500}
            dir="auto"
            value={draft.followUpText}
            onChange={(event) => type({ followUpText: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  )
}
