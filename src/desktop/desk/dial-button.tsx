import { Button } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useState } from 'react'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

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
  const [ringing, setRinging] = useState(false)
  const { number, customerId, taskId } = whom
  const dial = useErrand(async () => {
    setRinging(false)
    const body = {
      ...(number === undefined ? {} : { number }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(taskId === undefined ? {} : { taskId }),
    }
    const { kind, href } = await ask('dial', { body })
    if (kind === 'ringing') setRinging(true)
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
        {ringing && ` ${words.dial.ringing}`}
      </span>
      <RefusalNote refused={dial.refused} />
    </span>
  )
}
