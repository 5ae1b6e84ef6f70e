import type { ComponentProps, ReactNode } from 'react'
import styles from './push-button.module.css'

interface PushButtonProps extends ComponentProps<'button'> {
  /** `main`: what is to be done here. `soft`: the likely one of several. `quiet`: without a frame. */
  readonly look?: 'main' | 'soft' | 'plain' | 'quiet'
  readonly icon?: ReactNode
  /** It is being done: it keeps its place and takes no second click. */
  readonly busy?: boolean
}

/** A button of the desk: a plain one of the browser's, because a pop is drawn while somebody waits for it. */
export function PushButton({ look = 'plain', icon, busy = false, children, ...rest }: PushButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.push} ${rest.className ?? ''}`}
      data-look={look}
      data-icon-only={children === undefined || undefined}
      aria-busy={busy || undefined}
      disabled={busy || rest.disabled}
    >
      {icon}
      {children}
    </button>
  )
}
