import {
  IconAlertTriangle,
  IconBolt,
  IconCalendarDue,
  IconCheckbox,
  IconHeartBroken,
  IconHeartHandshake,
  IconMessageReport,
  IconMoodSad,
  IconRepeat,
} from '@tabler/icons-react'
import { memo } from 'react'
import type { Pop } from '../../wire/pop.ts'
import type { PopLead } from '../../wire/pop-matters.ts'
import { useNow } from '../clock.ts'
import { sayWish } from '../customer/say-wish.ts'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import { leadsPlaceId } from './field-ids.ts'
import { LeadActions } from './lead-actions.tsx'
import styles from './leads-list.module.css'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'
import { SteadyPlace } from './steady-place.tsx'

const icons: Record<PopLead['kind'], typeof IconBolt> = {
  'promise-broken': IconHeartBroken,
  'promise-overdue': IconAlertTriangle,
  'promise-due': IconCalendarDue,
  signal: IconBolt,
  'case-again': IconRepeat,
  complaint: IconMessageReport,
  dissatisfied: IconMoodSad,
  'escalation-answered': IconCheckbox,
  wish: IconHeartHandshake,
}

/** What leads while it matters, the most pressing first: what it is, and the answer to give. */
export const LeadsList = memo(function LeadsList({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { leads } = mattersOf(pop)
  return (
    <section id={leadsPlaceId} aria-label={words.card.matters}>
      <SteadyPlace
        most={0.32}
        subject={`${pop.callId} ${pop.stage} ${pop.person?.customerId} ${disclosureOf(pop).masked.join()}`}
      >
        {leads.length === 0 && <p className={styles.calm}>{words.card.mattersNone}</p>}
        <ul className={styles.leads}>
          {leads
            .filter((lead) => !isHeld(lead))
            .map((lead) => (
              <Lead key={`${lead.kind} ${lead.id} ${lead.wish?.kind ?? ''} ${lead.text}`} lead={lead} />
            ))}
          <HeldLeads leads={leads.filter(isHeld)} />
        </ul>
      </SteadyPlace>
    </section>
  )
})

/** Of what is held back no more may be seen than what kind it is. That somebody was dissatisfied has no text, but a time. */
function isHeld({ kind, text, wish, at }: PopLead): boolean {
  return text === '' && !wish && !(kind === 'dissatisfied' && at !== null)
}

/** All of them in one line: there is nothing yet to tell them apart by. */
function HeldLeads({ leads }: { leads: readonly PopLead[] }) {
  const { words } = useWords()
  const [first] = leads
  if (!first) return null
  const Icon = icons[first.kind]
  const kinds = [...new Set(leads.map(({ kind }) => words.card.leads[kind]))]
  return (
    <li className={styles.lead} data-severity={first.severity}>
      <Icon size={17} aria-label={words.card.severities[first.severity]} className={styles.leadIcon} />
      <div className={styles.what}>
        <div className={styles.line}>
          <strong className={styles.kind}>{kinds.join(' · ')}</strong>
          <span className={`${styles.text} ${card.quiet}`}>{words.card.heldBack}</span>
        </div>
      </div>
    </li>
  )
}

function Lead({ lead }: { lead: PopLead }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const Icon = icons[lead.kind]
  return (
    <li className={styles.lead} data-severity={lead.severity}>
      <Icon size={17} aria-label={words.card.severities[lead.severity]} className={styles.leadIcon} />
      <div className={styles.what}>
        <div className={styles.line}>
          <strong className={styles.kind}>{words.card.leads[lead.kind]}</strong>
          <span className={styles.text} dir="auto">
            {sayLead(lead, words, spoken)}
          </span>
          <span className={styles.facts}>
            {lead.owner && <bdi>{lead.owner}</bdi>}
            {lead.at !== null && (
              <time title={spoken.exact(lead.at)}>
                {lead.owner ? ' · ' : ''}
                {spoken.ago(lead.at, now)}
              </time>
            )}
          </span>
        </div>
        {lead.say && (
          <p className={styles.say}>
            <span className={styles.sayLabel}>{words.card.answer}</span>
            <q dir="auto">{lead.say}</q>
          </p>
        )}
      </div>
      <LeadActions lead={lead} />
    </li>
  )
}

/** A wish is put into the agent's language; the customer's own words stand behind it. */
function sayLead({ text, wish }: PopLead, words: Words, spoken: Spoken): string {
  if (!wish) return text
  const said = sayWish(wish, words, spoken)
  return text && text !== said ? `${said} · “${text}”` : said
}
