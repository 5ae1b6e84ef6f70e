import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { WebhookView } from '../../wire/webhook-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import styles from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { WebhookDeliveries } from './webhook-deliveries.tsx'

/** Other systems that are told what happens here: how that fares, and what did not arrive. */
export function WebhooksPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const [state, setState] = useState<'dead' | 'waiting' | 'delivered'>('dead')
  const webhooks = useAnswer((signal) => ask('readWebhooks', { signal }), [ask])
  const deliveries = useAnswer(
    (signal) => ask('readWebhookDeliveries', { query: { state }, signal }),
    [ask, state],
  )
  const resent = () => {
    webhooks.again()
    deliveries.again()
  }
  const say = words.webhooks
  const all = webhooks.value?.items
  return (
    <div className={styles.page} data-wide>
      <PageHeading title={say.heading} intro={say.intro} />
      <RefusalNote refused={webhooks.refused} again={webhooks.again} />
      {all?.length === 0 && <p className={styles.quiet}>{say.none}</p>}
      <ul className={styles.jobs}>
        {all?.map((one) => (
          <WebhookLine key={one.name} webhook={one} onResent={resent} />
        ))}
      </ul>
      <h2 className={styles.heading}>{say.deliveries}</h2>
      <SegmentedControl
        style={{ justifySelf: 'start' }}
        size="xs"
        aria-label={say.state}
        value={state}
        onChange={(value) => setState(value as typeof state)}
        data={(['dead', 'waiting', 'delivered'] as const).map((value) => ({
          value,
          label: say.states[value],
        }))}
      />
      <RefusalNote refused={deliveries.refused} again={deliveries.again} />
      <WebhookDeliveries deliveries={deliveries.value?.items} onResent={resent} />
    </div>
  )
}

function WebhookLine({ webhook, onResent }: { webhook: WebhookView; onResent: () => void }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.webhooks
  const { name, address, stoppedAt, waiting, dead, lastDeliveredAt, events } = webhook
  const resend = useErrand(async () => {
    await ask('resendWebhooks', { body: { webhook: name } })
    onResent()
  })
  const start = useErrand(async () => {
    await ask('startWebhook', { params: { id: name } })
    onResent()
  })
  return (
    <li className={styles.job}>
      <div className={styles.jobHead}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className={styles.quiet}>
          <bdi>{address}</bdi>
        </span>
        <dl className={styles.counts}>
          <div>
            <dt>{say.states.waiting}</dt>
            <dd>{spoken.count(waiting)}</dd>
          </div>
          <div>
            <dt>{say.states.dead}</dt>
            <dd>{spoken.count(dead)}</dd>
          </div>
        </dl>
        <span className={styles.quiet}>
          {lastDeliveredAt === null
            ? say.neverDelivered
            : say.lastDelivered(spoken.moment(lastDeliveredAt, now))}
        </span>
        <Button
          size="compact-xs"
          variant="default"
          disabled={dead === 0}
          loading={resend.running}
          onClick={() => resend.run()}
          aria-label={`${say.resendAll}: ${name}`}
        >
          {say.resendAll}
        </Button>
      </div>
      <p className={styles.quiet}>{events.join(' · ')}</p>
      {stoppedAt !== null && (
        <p className={styles.failure}>
          {say.stopped(spoken.moment(stoppedAt, now))}{' '}
          <Button size="compact-xs" variant="default" loading={start.running} onClick={() => start.run()}>
            {say.start}
          </Button>
        </p>
      )}
      <RefusalNote refused={resend.refused ?? start.refused} />
    </li>
  )
}
