import { IconHeartHandshake, IconPhoneX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { DialNews } from '../../wire/dial-news.ts'
import type { PromiseNews } from '../../wire/promise-api.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './notices.module.css'

/**
 * What the agent was told of own promises and own calls, on whatever page they are; it lies over the foot of the sidebar, so
 * that nothing moves and no call is covered.
 */
export function Notices() {
  const { desk, putPromiseAside, putDialAside } = useDesk()
  return (
    <div className={styles.notices} role="status" aria-live="polite">
      {desk.promiseNews.slice(-3).map((promise) => (
        <PromiseNotice key={promise.id} promise={promise} onSeen={() => putPromiseAside(promise.id)} />
      ))}
      {desk.dialNews.slice(-2).map((dial) => (
        <DialNotice key={dial.callId} dial={dial} onSeen={() => putDialAside(dial.callId)} />
      ))}
    </div>
  )
}

function PromiseNotice({ promise, onSeen }: { promise: PromiseNews; onSeen: () => void }) {
  const { words, spoken } = useWords()
  const { news, text, customerName, dueAt } = promise
  return (
    <Notice
      icon={<IconHeartHandshake size={18} aria-hidden />}
      isBad={news === 'broken'}
      what={text}
      onSeen={onSeen}
    >
      <strong>{words.promises.news[news]}</strong>
      <span dir="auto">{text}</span>
      <span className={styles.quiet}>
        {customerName && (
          <>
            <bdi>{customerName}</bdi>
            {' · '}
          </>
        )}
        {spoken.exact(dueAt)}
      </span>
    </Notice>
  )
}

function DialNotice({ dial, onSeen }: { dial: DialNews; onSeen: () => void }) {
  const { words } = useWords()
  const whom = dial.customerName ?? dial.number
  return (
    <Notice icon={<IconPhoneX size={18} aria-hidden />} isBad what={whom} onSeen={onSeen}>
      <strong>{words.dial.notCalled}</strong>
      <span>
        <bdi>{whom}</bdi>
      </span>
      <span>{words.dial.failures[dial.why]}</span>
    </Notice>
  )
}

interface NoticeProps {
  readonly icon: ReactNode
  readonly isBad: boolean
  /** For those who hear the button. */
  readonly what: string
  readonly onSeen: () => void
  readonly children: ReactNode
}

function Notice({ icon, isBad, what, onSeen, children }: NoticeProps) {
  const { words } = useWords()
  return (
    <div className={styles.notice} data-bad={isBad || undefined}>
      {icon}
      <div className={styles.what}>{children}</div>
      <PushButton onClick={onSeen} aria-label={`${words.promises.aside}: ${what}`}>
        {words.promises.aside}
      </PushButton>
    </div>
  )
}
