import { IconHeartHandshake } from '@tabler/icons-react'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './promise-notices.module.css'

/**
 * What the agent was told of own promises, on whatever page they are; it lies over the foot of the sidebar, so that nothing moves
 * and no call is covered.
 */
export function PromiseNotices() {
  const { desk, putPromiseAside } = useDesk()
  const { words, spoken } = useWords()
  return (
    <div className={styles.notices} role="status" aria-live="polite">
      {desk.promiseNews.slice(-3).map(({ id, news, text, customerName, dueAt }) => (
        <div key={id} className={styles.notice} data-news={news}>
          <IconHeartHandshake size={18} aria-hidden />
          <div className={styles.what}>
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
          </div>
          <PushButton onClick={() => putPromiseAside(id)} aria-label={`${words.promises.aside}: ${text}`}>
            {words.promises.aside}
          </PushButton>
        </div>
      ))}
    </div>
  )
}
