import { IconLock, IconUserCheck, IconUserShield } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import { Drop, DropItem } from '../frame/drop.tsx'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { methodName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import { verifyPlaceId } from './field-ids.ts'
import styles from './verify-caller.module.css'

/**
 * Who has made sure that it is this customer, and how; or, while one speaks with the caller, the house's methods to
 * choose from. It says nothing about numbers: those never prove who is speaking.
 */
export function VerifyCaller({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { verified, askToVerify, masked } = disclosureOf(pop)
  if (verified) return <Verified pop={pop} verified={verified} />
  if (!askToVerify || !pop.person) return null
  const live = pop.state !== 'wrap-up' && pop.state !== 'closed'
  if (!live && masked.length === 0) return null
  return (
    <section id={verifyPlaceId} className={styles.verify} data-masked={masked.length > 0 || undefined}>
      {masked.length > 0 && (
        <p className={styles.held}>
          <IconLock size={15} aria-hidden />
          {words.verify.held(masked.map((field) => words.verify.fields[field]).join(words.verify.and))}
        </p>
      )}
      {live && <Methods pop={pop} customerId={pop.person.customerId} />}
    </section>
  )
}

function Methods({ pop, customerId }: { pop: Pop; customerId: number }) {
  const { me, ask } = useSession()
  const { words, language } = useWords()
  const verify = useErrand((method: string) =>
    ask('verifyCaller', { params: { id: pop.callId }, body: { customerId, method } }),
  )
  return (
    <>
      <Drop
        kind="menu"
        look={disclosureOf(pop).masked.length > 0 ? 'main' : 'plain'}
        label={words.verify.act}
        icon={<IconUserShield size={15} />}
        busy={verify.running}
        // There already while it rings, so that nothing moves when it is answered.
        disabled={pop.state === 'ringing'}
      >
        {me.verificationMethods.map(({ id }) => (
          <DropItem key={id} onChoose={() => verify.run(id)}>
            {methodName(me, id, language)}
          </DropItem>
        ))}
      </Drop>
      <RefusalNote refused={verify.refused} />
    </>
  )
}

function Verified({ pop, verified }: { pop: Pop; verified: NonNullable<Pop['disclosure']['verified']> }) {
  const { me, ask } = useSession()
  const { words, spoken, language } = useWords()
  const takeBack = useErrand(() => ask('takeBackVerification', { params: { id: pop.callId } }))
  const { method, by, at } = verified
  const how = method === 'claim' ? words.verify.byClaim : methodName(me, method, language)
  const speaking = pop.state === 'connected' || pop.state === 'held'
  return (
    <section className={styles.verified}>
      <IconUserCheck size={16} aria-hidden />
      <strong>{words.verify.done}</strong>
      <span>
        <bdi>{how}</bdi>
        {by && (
          <>
            {' · '}
            <bdi>{by}</bdi>
          </>
        )}
        {' · '}
        <time title={spoken.exact(at)}>{spoken.time(at)}</time>
      </span>
      {speaking && by !== null && (
        <PushButton look="quiet" busy={takeBack.running} onClick={() => takeBack.run()}>
          {words.verify.takeBack}
        </PushButton>
      )}
      <RefusalNote refused={takeBack.refused} />
    </section>
  )
}

/** In the place of what is held back. */
export function HeldBack() {
  const { words } = useWords()
  return (
    <p className={styles.heldPlace}>
      <IconLock size={14} aria-hidden />
      {words.verify.heldHere}
    </p>
  )
}
