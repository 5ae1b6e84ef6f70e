import { useState } from 'react'
import type { PromiseView } from '../../wire/promise-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { groupName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import { useDesk } from './desk-context.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'
import { PromiseChangeForm } from './promise-change-form.tsx'

/** What the agent, or a department, has promised and not kept, soonest first; broken ones stay until they are made good. */
export function OwnPromises({ round }: { round: string }) {
  const { ask } = useSession()
  const { desk } = useDesk()
  const { words } = useWords()
  const own = useAnswer((signal) => ask('readOwnPromises', { signal }), [ask, round, desk.promisesChanged])
  const items = own.value?.items
  return (
    <OverviewPanel heading={words.promises.mine} empty={words.promises.none} answer={own} items={items}>
      <ul className={styles.list}>
        {items?.map((one) => (
          <PromiseEntry key={one.id} one={one} onChanged={own.again} />
        ))}
      </ul>
    </OverviewPanel>
  )
}

export type WayOfChange = 'moved' | 'passed-on' | 'released'

interface PromiseEntryProps {
  readonly one: PromiseView
  /** Whether it is said whose it is. */
  readonly owned?: boolean
  readonly onChanged: () => void
}

/** A promise with what can be done about it. */
export function PromiseEntry({ one, owned = false, onChanged }: PromiseEntryProps) {
  const { ask, me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const [way, setWay] = useState<WayOfChange | null>(null)
  const say = words.promises
  const isBroken = one.state === 'broken'
  const settle = useErrand(async () => {
    const body = { kind: isBroken ? ('good' as const) : ('kept' as const), note: null }
    await ask('changePromise', { params: { id: one.id }, body })
    onChanged()
  })
  const done = () => {
    setWay(null)
    onChanged()
  }
  const toggle = (wanted: WayOfChange) => setWay(way === wanted ? null : wanted)
  const state = isBroken ? say.broken : one.dueAt <= now ? words.overview.overdue : null
  return (
    <li className={styles.promise}>
      <div className={styles.entry}>
        <strong>
          <bdi>{one.text}</bdi>
        </strong>
        <span className={styles.quiet}>
          <CallParty call={one} />
          {' · '}
          <time title={spoken.exact(one.dueAt)} data-overdue={state !== null || undefined}>
            {spoken.moment(one.dueAt, now)}
            {state && ` (${state})`}
          </time>
          {one.department !== null && <bdi> · {groupName(me, one.department, language)}</bdi>}
          {owned && one.ownerId !== null && <bdi> · {one.owner}</bdi>}
        </span>
        <RefusalNote refused={settle.refused} />
      </div>
      <fieldset className={styles.actions} aria-label={one.text}>
        <PushButton disabled={settle.running} onClick={() => settle.run()}>
          {isBroken ? say.good : say.kept}
        </PushButton>
        {!isBroken && (
          <>
            <PushButton aria-expanded={way === 'moved'} onClick={() => toggle('moved')}>
              {say.newDate}
            </PushButton>
            <PushButton aria-expanded={way === 'passed-on'} onClick={() => toggle('passed-on')}>
              {say.passOn}
            </PushButton>
            <PushButton aria-expanded={way === 'released'} onClick={() => toggle('released')}>
              {say.released}
            </PushButton>
          </>
        )}
      </fieldset>
      {way && <PromiseChangeForm promise={one} way={way} onDone={done} />}
    </li>
  )
}
