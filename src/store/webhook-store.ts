/** What other systems are to be told: one body, for each of these webhooks. */
export interface OutsideMessage {
  /** The `webhook-id`; the same one again is the same message. */
  readonly id: string
  readonly type: string
  /** Whom it is about, so that it goes with them when they are merged. */
  readonly customerId: number | null
  /** JSON as it is posted. */
  readonly body: string
  readonly at: number
  readonly webhooks: readonly string[]
}

/** One message for one webhook, which this node alone may send until the lease is over. */
export interface ClaimedDelivery {
  readonly messageId: string
  readonly body: string
  /** This one included. */
  readonly attempts: number
  readonly leaseUntil: number
}

export interface DeliveryClaim {
  readonly webhook: string
  /** Fingerprint of the address: a webhook that was stopped starts again once it leads elsewhere. */
  readonly urlHash: string
  readonly node: string
  readonly now: number
  readonly leaseUntil: number
  readonly most: number
}

/** What came of one attempt. */
export interface DeliveryResult {
  readonly webhook: string
  readonly messageId: string
  readonly node: string
  readonly state: 'waiting' | 'delivered' | 'dead'
  /** When it is tried again; of no meaning where it is not. */
  readonly dueAt: number
  readonly at: number
  readonly status: number | null
  readonly failure: string | null
}

export interface StoredDelivery {
  readonly webhook: string
  readonly messageId: string
  readonly type: string
  readonly at: number
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  readonly dueAt: number
  readonly triedAt: number | null
  readonly status: number | null
  readonly failure: string | null
}

export interface WebhookFigures {
  readonly webhook: string
  readonly waiting: number
  readonly dead: number
  readonly lastDeliveredAt: number | null
}

export interface StoppedWebhook {
  readonly webhook: string
  readonly urlHash: string
  readonly at: number
}

export interface WebhookStore {
  /** Writes messages down to be sent; a message that is there already is passed over. */
  tellOutside(messages: readonly OutsideMessage[]): Promise<void>
  /** Webhooks for which something is due and claimed by nobody. */
  readDueWebhooks(now: number): Promise<readonly string[]>
  /** Takes up to `most` due deliveries, the longest due first. Nobody else gets them before the lease is over. */
  claimDeliveries(claim: DeliveryClaim): Promise<readonly ClaimedDelivery[]>
  /** False where the delivery is no longer this node’s: nothing was written then. */
  settleDelivery(result: DeliveryResult): Promise<boolean>
  /** Nothing more is sent to this address until somebody starts it again. */
  stopWebhook(stopped: StoppedWebhook): Promise<void>
  startWebhook(webhook: string): Promise<void>
  readStoppedWebhooks(): Promise<readonly StoppedWebhook[]>
  readWebhookFigures(): Promise<readonly WebhookFigures[]>
  /** Newest first. */
  readDeliveries(
    wanted: { readonly webhook: string | null; readonly state: string | null },
    most: number,
  ): Promise<readonly StoredDelivery[]>
  /** Sends one again that was delivered or given up, or all of a webhook that were given up; how many. */
  resendDeliveries(webhook: string, messageId: string | null, now: number): Promise<number>
  /** Forgets, in one small batch, what was delivered before one instant, and all from before the other; true if more is left. */
  forgetDeliveries(
    before: { readonly delivered: number; readonly all: number },
    most: number,
  ): Promise<boolean>
}
