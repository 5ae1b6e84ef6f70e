import { Button, Table } from '@mantine/core'
import type { WebhookDeliveryView } from '../../wire/webhook-api.ts'
import { useNow } from '../clock.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import styles from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'

interface DeliveriesProps {
  readonly deliveries: readonly WebhookDeliveryView[] | undefined
  readonly onResent: () => void
}

/** The newest messages in one state, with why they did not arrive and a way to send them again. */
export function WebhookDeliveries({ deliveries, onResent }: DeliveriesProps) {
  const { words } = useWords()
  const say = words.webhooks
  if (deliveries?.length === 0) return <p className={styles.quiet}>{say.noDeliveries}</p>
  return (
    <div className={styles.tablePlace}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.happened}</Table.Th>
            <Table.Th>{say.webhook}</Table.Th>
            <Table.Th>{say.event}</Table.Th>
            <Table.Th>{say.attempts}</Table.Th>
            <Table.Th>{say.lastAnswer}</Table.Th>
            <Table.Th>{say.next}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries?.map((one) => (
            <DeliveryRow key={`${one.webhook} ${one.messageId}`} delivery={one} onResent={onResent} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function DeliveryRow({ delivery, onResent }: { delivery: WebhookDeliveryView; onResent: () => void }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.webhooks
  const { webhook, messageId, type, at, attempts, status, failure, dueAt, state } = delivery
  const resend = useErrand(async () => {
    await ask('resendWebhooks', { body: { webhook, messageId } })
    onResent()
  })
  return (
    <Table.Tr>
      <Table.Td>{spoken.moment(at, now)}</Table.Td>
      <Table.Td>
        <bdi>{webhook}</bdi>
      </Table.Td>
      <Table.Td>{type}</Table.Td>
      <Table.Td>{spoken.count(attempts)}</Table.Td>
      <Table.Td>{failure ?? status ?? words.form.none}</Table.Td>
      <Table.Td>{dueAt === null ? words.form.none : spoken.moment(dueAt, now)}</Table.Td>
      <Table.Td className={styles.right}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={state === 'waiting'}
          loading={resend.running}
          onClick={() => resend.run()}
          aria-label={`${say.resend}: ${type}, ${webhook}`}
        >
          {say.resend}
        </Button>
        <RefusalNote refused={resend.refused} />
      </Table.Td>
    </Table.Tr>
  )
}
