import { Announcer } from '../desk/announcer.tsx'
import { ConnectionNotice } from '../desk/connection-notice.tsx'
import { DemoBar } from '../desk/demo-bar.tsx'
import { DeskProvider } from '../desk/desk-context.tsx'
import { Notices } from '../desk/notices.tsx'
import { EmbeddedPop } from '../embed/embedded-pop.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { AuditorDesktop } from './auditor-desktop.tsx'
import styles from './frame.module.css'
import { Page } from './page.tsx'
import { usePlace } from './route.ts'
import { Shelter } from './shelter.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Sidebar } from './sidebar.tsx'

/** All that a signed-in person sees: pages on the left, calls under them, the page itself beside. */
export function Desktop({ onSignedOut }: { onSignedOut: () => void }) {
  const { me } = useSession()
  const { words } = useWords()
  if (usePlace().kind === 'embedded') return <EmbeddedPop onSignedOut={onSignedOut} />
  if (me.account.role === 'auditor') return <AuditorDesktop />
  return (
    <DeskProvider onSignedOut={onSignedOut}>
      <a className={styles.skip} href="#page">
        {words.app.skip}
      </a>
      <Announcer />
      <Shortcuts />
      <div className={styles.desktop}>
        <Sidebar />
        <div className={styles.beside}>
          {me.demo && <DemoBar />}
          <main id="page" className={styles.page} tabIndex={-1}>
            <Shelter>
              <Page />
            </Shelter>
          </main>
          <ConnectionNotice />
          <Notices />
        </div>
      </div>
    </DeskProvider>
  )
}
