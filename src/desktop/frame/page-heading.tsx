import type { ReactNode } from 'react'
import styles from './frame.module.css'

interface PageHeadingProps {
  readonly title: ReactNode
  readonly intro?: ReactNode
  readonly actions?: ReactNode
}

export function PageHeading({ title, intro, actions }: PageHeadingProps) {
  return (
    <header className={styles.pageHeading}>
      <div>
        <h1 dir="auto">{title}</h1>
        {intro && <p>{intro}</p>}
      </div>
      {actions && <div className={styles.pageActions}>{actions}</div>}
    </header>
  )
}
