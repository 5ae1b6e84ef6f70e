import styles from './frame.module.css'

/** The mark: a speech bubble with a line to say. The same drawing is the app's icon. */
export function Brand({ large = false }: { large?: boolean }) {
  const size = large ? 40 : 24
  return (
    <span className={styles.brand} data-large={large || undefined}>
      <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
        <rect width="64" height="64" rx="15" fill="#0a6f67" />
        <path
          d="M21 13h22a9 9 0 0 1 9 9v12a9 9 0 0 1-9 9H31l-9.4 8.2c-1 .9-2.6.2-2.6-1.2V42.8A9 9 0 0 1 12 34V22a9 9 0 0 1 9-9Z"
          fill="#fff"
        />
        <path
          d="M21.5 24.5h11M21.5 32h21"
          fill="none"
          stroke="#0a6f67"
          strokeWidth="4"
          strokeLinecap="round"
        />
      </svg>
      <span>Greetline</span>
    </span>
  )
}
