import { Button } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'

interface DialButtonProps {
  /** Who is called: a number, a customer (with a number of theirs, or by their best one), or whom a task is for. */
  readonly whom: {
    readonly number?: string
    readonly customerId?: number
    readonly taskId?: number
  }
  /** Their name or number, for those who hear the button. */
  readonly name: string
  readonly label?: string
  readonly onDialled?: () => void
}

/** Calls from one's own phone; where the phone system cannot be told to dial, the browser hands the number to a softphone. */
export function DialButton({ whom, name, label, onDialled }: DialButtonProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const { dialNews } = useDesk().desk
  /** The call for which one's own phone rings. */
  const [ringing, setRinging] = useState<string | null>(null)
  useEffect(() => {
    if (dialNews.some(({ callId }) => callId === ringing)) setRinging(null)
  }, [dialNews, ringing])
  const { number, customerId, taskId } = whom
  const dial = useErrand(async () => {
    setRinging(null)
    const body = {
      ...(number === undefined ? {} : { number }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(taskId === undefined ? {} : { taskId }),
    }
    const { kind, href, callId } = await ask('dial', { body })
    if (kind === 'ringing') setRinging(callId)
    else if (href) location.assign(href)
    onDialled?.()
  })
  return (
    <span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPhoneOutgoing size={14} aria-hidden />}
        loading={dial.running}
        aria-label={words.dial.callOf(name)}
        data-dial
        onClick={() => dial.run()}
      >
        {label ?? words.dial.call}
      </Button>
      <span role="status" style={{ fontSize: 13 }}>
        {ringing !== null && ` ${words.dial.ringing}`}
      </span>
      <RefusalNote refused={dial.refused} />
    </span>
  )
}
