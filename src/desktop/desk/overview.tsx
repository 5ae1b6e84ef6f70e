import type { Pop } from '../../wire/pop.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { DailyChecks } from './daily-checks.tsx'
import { useDesk } from './desk-context.tsx'
import { DueTasks } from './due-tasks.tsx'
import { MissedCalls } from './missed-calls.tsx'
import styles from './overview.module.css'
import { OwnPromises } from './own-promises.tsx'
import { OwnReviews } from './own-reviews.tsx'
import { RecentCalls } from './recent-calls.tsx'

/** Between calls (and for some seconds why the last one closed): who waits for a call back, what was promised, and one's own last calls. */
export function Overview({ closing }: { closing: Pop['closing'] }) {
  const { desk } = useDesk()
  const { me } = useSession()
  const { words } = useWords()
  const round = desk.pops.map((pop) => `${pop.callId} ${pop.state}`).join()
  return (
    <div className={styles.overview}>
      <header className={styles.hello} data-availability={desk.availability}>
        <h1>
          {desk.availability === 'available' ? words.overview.ready : words.overview[desk.availability]}
        </h1>
        {closing ? (
          <p className={styles.closing} data-closing={closing}>
            {words.closings[closing]}
          </p>
        ) : (
          <p>{desk.availability === 'available' ? words.overview.readyHint : words.overview.awayHint}</p>
        )}
      </header>
      <div className={styles.panels} key={me.account.id}>
        <DueTasks round={round} />
        <MissedCalls round={round} />
        <OwnPromises round={round} />
        <DailyChecks />
        <OwnReviews />
        <RecentCalls round={round} />
      </div>
    </div>
  )
}
