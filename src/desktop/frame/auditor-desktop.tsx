import { IconFileExport, IconHistory } from '@tabler/icons-react'
import { lazy, Suspense, useEffect } from 'react'
import { useWords } from '../words/words-context.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import styles from './frame.module.css'
import { PlaceLink } from './place-link.tsx'
import { goTo, usePlace } from './route.ts'
import { Shelter } from './shelter.tsx'

const RecordPage = lazy(async () => ({ default: (await import('../record/record-page.tsx')).RecordPage }))

const ExportsPage = lazy(async () => ({ default: (await import('../exports/exports-page.tsx')).ExportsPage }))

/** An auditor reads the record, takes it along, and nothing else: no desk, no calls, no line to the server. */
export function AuditorDesktop() {
  const { words } = useWords()
  const { kind } = usePlace()
  useEffect(() => {
    if (kind !== 'record' && kind !== 'exports') goTo({ kind: 'record' })
  }, [kind])
  return (
    <>
      <a className={styles.skip} href="#page">
        {words.app.skip}
      </a>
      <div className={styles.desktop}>
        <aside className={styles.sidebar}>
          <div className={styles.sidebarTop}>
            <Brand />
          </div>
          <nav className={styles.nav} aria-label={words.nav.label}>
            <PlaceLink to={{ kind: 'record' }} className={styles.navLink} current={kind !== 'exports'}>
              <IconHistory size={17} aria-hidden />
              {words.nav.record}
            </PlaceLink>
            <PlaceLink to={{ kind: 'exports' }} className={styles.navLink} current={kind === 'exports'}>
              <IconFileExport size={17} aria-hidden />
              {words.nav.exports}
            </PlaceLink>
          </nav>
          <div style={{ flex: 1 }} />
          <AccountMenu />
        </aside>
        <div className={styles.beside}>
          <main id="page" className={styles.page} tabIndex={-1}>
            <Shelter>
              <Suspense>{kind === 'exports' ? <ExportsPage /> : <RecordPage />}</Suspense>
            </Shelter>
          </main>
        </div>
      </div>
    </>
  )
}
