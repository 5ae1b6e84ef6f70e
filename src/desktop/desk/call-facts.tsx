import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { PushButton } from '../frame/push-button.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './call-facts.module.css'
import { callTitle } from './call-title.ts'
import { DialButton } from './dial-button.tsx'
import { DirectoriesNote } from './directories-note.tsx'
import card from './pop-card.module.css'

/** Also of a caller who was found by name meanwhile. */
function whyNoNumber({ outcome, stage, caller }: Pop): 'withheldNumber' | 'numberOnAnswer' | 'noNumber' {
  if (outcome === 'withheld' || caller.presentation === 'restricted') return 'withheldNumber'
  return stage === 'first-name' ? 'numberOnAnswer' : 'noNumber'
}

function isOver({ state }: Pop): boolean {
  return state === 'wrap-up' || state === 'closed'
}

/** Their wishes count only where it is certain whose number it is. */
function whomOf({ person, outcome }: Pop, number: string) {
  const known = outcome === 'recognised' && person !== null && person.customerId > 0
  return known ? { number, customerId: person.customerId } : { number }
}

/** What the phone system says of this call. What the caller's side claims to be called is marked as a claim. */
export function CallFacts({ pop }: { pop: Pop }) {
  const { words, spoken } = useWords()
  const { caller, did, queue } = pop
  const claims = Object.entries(pop.claims)
  return (
    <section className={styles.facts}>
      <h2 className={card.heading}>{words.pop.callFacts}</h2>
      <dl>
        <Row label={words.pop.number}>
          {caller.number ? (
            <PhoneNumber shown={caller.number} copied={caller.e164 ?? caller.number} />
          ) : (
            <span>{words.pop[whyNoNumber(pop)]}</span>
          )}
          {caller.region && <span className={card.quiet}>{spoken.region(caller.region)}</span>}
          {isOver(pop) && caller.e164 && (
            <DialButton
              whom={whomOf(pop, caller.e164)}
              name={callTitle(pop, words)}
              label={words.overview.callBack}
            />
          )}
        </Row>
        {caller.displayName && (
          <Row label={words.pop.claimsToBe} hint={words.pop.claimsToBeWhy}>
            <bdi className={card.claimed}>{caller.displayName}</bdi>
          </Row>
        )}
        {claims.length > 0 && (
          <Row label={words.pop.entered}>
            {claims.map(([name, value]) => (
              <span key={name}>
                <bdi className={card.quiet}>{name}</bdi> <bdi>{value}</bdi>
              </span>
            ))}
          </Row>
        )}
        {did && (
          <Row label={pop.direction === 'outbound' ? words.pop.ourLine : words.pop.dialled}>
            <bdi>{did.name}</bdi>
            <bdi className={card.quiet}>{did.number}</bdi>
          </Row>
        )}
        {queue && (
          <Row label={words.pop.queue}>
            <bdi>{queue.name}</bdi>
          </Row>
        )}
        <Row label={words.pop.source}>
          <bdi>{pop.source}</bdi>
        </Row>
      </dl>
      <DirectoriesNote pop={pop} />
    </section>
  )
}

function Row({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className={styles.factRow}>
      <dt title={hint}>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function PhoneNumber({ shown, copied }: { shown: string; copied: string }) {
  const { words } = useWords()
  const [done, setDone] = useState(false)
  const label = done ? words.pop.copied : words.pop.copy
  const copy = () => {
    void navigator.clipboard?.writeText(copied).then(() => setDone(true))
  }
  return (
    <span className={styles.number}>
      <bdi dir="ltr">{shown}</bdi>
      <PushButton
        look="quiet"
        title={label}
        aria-label={label}
        onClick={copy}
        onBlur={() => setDone(false)}
        icon={done ? <IconCheck size={14} /> : <IconCopy size={14} />}
      />
    </span>
  )
}
