/**
 * What a reader of the reference needs to know of a field beyond its name, by the name of its schema. `*` holds in every
 * schema that has such a field and no note of its own.
 */
const notes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': {
    externalId: 'The id that the customer’s own system gives it; the same one again means the same record.',
    region: 'ISO 3166 region for numbers without a country code; without it that of the first source.',
    before: 'The cursor (`next`) that the last page gave.',
    most: 'The most entries of a page.',
    next: 'Give it as `before` for the next page; null at the end.',
    presentation: 'Whether the caller’s number may be shown.',
    callId: '`<source>:<the phone system’s root id>`.',
    wishes: 'Contact wishes, in the customer’s own words.',
    pronunciation: 'How the name is said, for whoever greets.',
    saidAs: 'How to address the customer, whole, where it cannot be put together.',
    title: 'Form of address before the family name; never guessed from a first name.',
    belongsTo: 'The household or company that this person belongs to.',
    version: 'Grows by one with each change.',
  },
  CallEvent: {
    kind: 'What has happened.',
    sequence: 'The phone system’s own order among events of one instant.',
    displayName: 'What the caller’s side claims to be called; shown as such, never taken for a name we know.',
    presentation: '`restricted`: the caller withholds the number. It is then neither looked up nor shown.',
    attestation: 'STIR/SHAKEN: how far the carrier vouches for the number.',
    diversion: 'The number that sent the call on, when it was forwarded.',
    queue: 'The queue’s id at the phone system.',
    agents:
      'Whom the event is about: those offered, who answered, who transferred, who placed an outbound call.',
    claims: 'What the caller typed or said into the IVR, such as a customer number.',
    result: '`lost`: another took it. `missed`: it rang out. `withdrawn`: it was sent elsewhere.',
    reason: 'Why the call came to nothing, where the phone system says so.',
  },
  EventsAccepted: {
    unknownAgents: 'References that no account is known for. The rest of the event was taken.',
  },
  Refusal: { error: 'Why, in a code for programs and a sentence for people.' },
  Pop: {
    stage: '`first-name`: it still rings at several agents, so nobody sees more than a first name.',
    closing: 'Why the pop was closed.',
    trust:
      'How far what the phone system says of the caller may be relied on; apart from who it probably is.',
    disclosure: 'What is held back until somebody has made sure who is speaking, and who has.',
    person: 'Whom the agent is about to speak with; null if that is not certain enough to say.',
    candidates: 'Everybody it may be, best first.',
    evidence: 'What speaks for it and against it, with points.',
    greeting: 'The sentence to greet with.',
    reasons: 'Why they may call, best first.',
    claims: 'What the caller typed into the IVR: what need not be asked again.',
    directories: 'What outside directories, asked because nobody was known, have not said.',
    crmUrl: 'The customer’s page in the house’s own CRM; null unless all that its address needs is known.',
    before: 'Agents who had this call before.',
    did: 'The number that was dialled.',
  },
  Customer: { heldBack: 'What is not shown to whoever asks; it stands there as if it were empty.' },
  CustomerNumber: {
    raw: 'As it was given.',
    numberKey: 'The key it is found by: E.164, `ext:…@source`, `short:…@source` or a prefix ending in `*`.',
  },
  NewCustomer: { numbers: 'All spellings of a number are the same number.' },
  CustomerChange: {
    version: 'The version that was read; refused as `conflict` if somebody has changed it since.',
    numbers: 'When given, these are all the numbers the customer has.',
  },
  IdentityChoice: { verdict: 'It is this one, or it is not this person.' },
  GreetingPhrase: {
    text: 'What is said now: an ICU message.',
    builtIn: 'What is said where the house has not worded it.',
    version: '0 where nobody has ever changed it; to be sent with a change.',
    own: 'Whether the house has worded it itself.',
    by: 'Who changed it last, by name.',
  },
  GreetingCase: {
    hour: 'By the caller’s clock.',
    name: 'As it is said, in the custom of the language; null for whom nobody may name.',
    matter: 'The opening question for what they probably call for.',
  },
  MessageFault: { at: 'Where it begins in the text, in UTF-16 units from 0.' },
  SearchOrder: { text: 'Words, in any script. All that is given must fit.', number: 'In any spelling.' },
  CallNote: {
    agentName: 'Null where the account is no more.',
    isDraft: 'The colleague has not saved it yet.',
  },
  LiveCall: { unrouted: 'Offered to nobody we know: somebody should look.' },
  Explanation: {
    decided: 'As whom the caller was stored, in order: more became known, or an agent named somebody.',
    today:
      'By today’s rules, numbers and records, with the contacts and cases of that time and without an agent’s word.',
    differs: 'In what today’s differs from the last decision that no agent made.',
  },
  NumberRereading: {
    sources: 'Sources whose reading has changed; an empty name is the house’s usual reading.',
    doneOfThousand: 'How much of this stage is done.',
    rowsUnreadable: 'These keep their old keys.',
    state: '`replaced`: the settings were changed once more before it was done.',
  },
  RereadingFinding: { subject: '`customer:<id>` or `interaction:<id>`.' },
  AgentState: {
    agent: 'As the phone system calls the agent: an extension, or a name of its own.',
    accountId: 'Null where no account has this extension.',
    state: 'What the phone is doing; `away` is not registered, `signed-out` a member of no queue any more.',
    paused: 'Whether the agent takes a rest in none, some or all of the queues.',
    since:
      'Since when state and pause are so; null where they were so already when the phone system was connected to.',
  },
  PopDirectories: {
    unknown: 'Those that know nobody of this number.',
    silent: 'Those that have not answered: too late, or broken.',
  },
  Webhook: {
    address: 'The host alone: the rest may be secret.',
    stoppedAt: 'Since when nothing is sent any more, because the receiver said 410 Gone.',
    dead: 'Given up after the last attempt; they can be sent again.',
  },
  WebhookDelivery: {
    messageId: 'The `webhook-id` under which it was sent.',
    dueAt: 'When it is tried next.',
  },
  ResendOrder: { messageId: 'Without one, all that were given up.' },
  ImportJob: { rowsRefused: 'Rows that could not be read; each is listed with its reason.' },
}

export function noteOn(schema: string, field: string): string | undefined {
  return notes[schema]?.[field] ?? notes['*']?.[field]
}

/** Every note with its place, for the check that none speaks of a field that is gone. */
export function allNotes(): readonly (readonly [schema: string, field: string])[] {
  return Object.entries(notes).flatMap(([schema, fields]) =>
    Object.keys(fields).map((field) => [schema, field] as const),
  )
}
