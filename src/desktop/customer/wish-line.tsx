import type { NewWish, Wish } from '../../wire/wishes.ts'
import { useNow } from '../clock.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './customer.module.css'
import { sayChannel, sayWish } from './say-wish.ts'

/** One wish: what it is, in whose words, and who stated it, where and when. */
export function WishLine({ wish }: { wish: Wish | NewWish }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const { saidBy, channel, at } = wish
  const source = [
    saidBy ? words.facts.sayers[saidBy] : '',
    channel ? sayChannel(channel, words) : '',
    typeof at === 'number' ? spoken.ago(at, now) : '',
  ]
  const known = source.filter(Boolean).join(' · ')
  return (
    <div className={styles.wish}>
      <span dir="auto">{sayWish(wish, words, spoken)}</span>
      {wish.kind !== 'note' && wish.text && (
        <q className={styles.quiet} dir="auto">
          {wish.text}
        </q>
      )}
      <span className={styles.quiet}>
        {typeof at === 'number' && known ? (
          <time title={spoken.exact(at)}>{known}</time>
        ) : (
          known || words.wishes.unknownSource
        )}
      </span>
    </div>
  )
}
