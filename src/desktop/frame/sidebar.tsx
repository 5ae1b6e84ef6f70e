import {
  IconAddressBook,
  IconBell,
  IconBolt,
  IconBook2,
  IconBriefcase,
  IconChartBar,
  IconClipboardCheck,
  IconDeviceTv,
  IconFileExport,
  IconFileImport,
  IconHeadset,
  IconHeartHandshake,
  IconHistory,
  IconMessage2,
  IconPhoneCall,
  IconSearch,
  IconStethoscope,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Me } from '../../wire/access-api.ts'
import { AlertBell } from '../alerts/alert-bell.tsx'
import { AvailabilitySwitch } from '../desk/availability-switch.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { Dock } from '../desk/dock.tsx'
import { LinkState } from '../desk/link-state.tsx'
import { isLead, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import styles from './frame.module.css'
import { PlaceLink } from './place-link.tsx'
import { type Place, usePlace } from './route.ts'

type NavKind =
  | 'desk'
  | 'live'
  | 'alerts'
  | 'cases'
  | 'promises'
  | 'search'
  | 'reports'
  | 'standings'
  | 'customers'
  | 'signals'
  | 'imports'
  | 'greetings'
  | 'guidance'
  | 'quality'
  | 'exports'
  | 'mystery-calls'
  | 'accounts'
  | 'webhooks'
  | 'walls'
  | 'record'

const icons: Record<NavKind, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>> = {
  desk: IconHeadset,
  live: IconPhoneCall,
  alerts: IconBell,
  cases: IconBriefcase,
  promises: IconHeartHandshake,
  search: IconSearch,
  reports: IconChartBar,
  standings: IconHeartHandshake,
  customers: IconAddressBook,
  signals: IconBolt,
  imports: IconFileImport,
  greetings: IconMessage2,
  guidance: IconBook2,
  quality: IconClipboardCheck,
  exports: IconFileExport,
  'mystery-calls': IconStethoscope,
  accounts: IconUsers,
  webhooks: IconWebhook,
  walls: IconDeviceTv,
  record: IconHistory,
}

export function Sidebar() {
  const { me } = useSession()
  return (
    <aside className={styles.sidebar}>
      <div className={styles.sidebarTop}>
        <Brand />
        <span className={styles.sidebarSigns}>
          {isLead(me) && <AlertBell />}
          <LinkState />
        </span>
      </div>
      <AvailabilitySwitch />
      <Navigation />
      <Dock />
      <AccountMenu />
    </aside>
  )
}

type NavGroup = 'work' | 'now' | 'back' | 'house'
/** `taker`: whoever may take something along, supervisors and auditors. */
type Audience = 'everyone' | 'lead' | 'taker' | 'admin'

/** Every page of the navigation, in its order, with whom it is for. */
const pages: Record<NavGroup, readonly (readonly [kind: NavKind, audience: Audience])[]> = {
  work: [
    ['desk', 'everyone'],
    ['customers', 'everyone'],
    ['guidance', 'everyone'],
  ],
  now: [
    ['live', 'lead'],
    ['alerts', 'lead'],
    ['cases', 'lead'],
    ['promises', 'lead'],
    ['signals', 'lead'],
  ],
  back: [
    ['search', 'lead'],
    ['reports', 'lead'],
    ['quality', 'lead'],
    ['exports', 'taker'],
    ['standings', 'lead'],
  ],
  house: [
    ['imports', 'lead'],
    ['greetings', 'lead'],
    ['mystery-calls', 'lead'],
    ['accounts', 'admin'],
    ['webhooks', 'admin'],
    ['walls', 'admin'],
    ['record', 'admin'],
  ],
}
const groups = Object.keys(pages) as NavGroup[]

function isFor(audience: Audience, me: Me): boolean {
  if (audience === 'everyone') return true
  if (audience === 'taker') return isLead(me) || me.account.role === 'auditor'
  return audience === 'lead' ? isLead(me) : me.account.role === 'admin'
}

function Navigation() {
  const { me } = useSession()
  const { words } = useWords()
  return (
    <nav className={styles.nav} aria-label={words.nav.label}>
      {groups.map((group) => {
        const kinds = pages[group].filter(([, audience]) => isFor(audience, me)).map(([kind]) => kind)
        return kinds.length > 0 && <Group key={group} group={group} kinds={kinds} />
      })}
    </nav>
  )
}

/** What everybody has stands first and needs no heading. */
function Group({ group, kinds }: { group: NavGroup; kinds: readonly NavKind[] }) {
  const { words } = useWords()
  if (group === 'work') return kinds.map((kind) => <PageLink key={kind} kind={kind} />)
  return (
    <section className={styles.navGroup} aria-label={words.nav.groups[group]}>
      <span className={styles.navGroupName} aria-hidden>
        {words.nav.groups[group]}
      </span>
      {kinds.map((kind) => (
        <PageLink key={kind} kind={kind} />
      ))}
    </section>
  )
}

/** From a call on the desk, the link to the desk leads to its overview; the call stays in the dock. */
function PageLink({ kind }: { kind: NavKind }) {
  const { words } = useWords()
  const { show } = useDesk()
  const place = usePlace()
  const Icon = icons[kind]
  return (
    <PlaceLink
      to={{ kind }}
      className={styles.navLink}
      current={isWithin(place, kind)}
      {...(kind === 'desk' && place.kind === 'desk' ? { onFollow: () => show(null) } : {})}
    >
      <Icon size={17} aria-hidden />
      {words.nav[kind]}
    </PlaceLink>
  )
}

function isWithin(place: Place, kind: NavKind): boolean {
  if (place.kind === 'customer') return kind === 'customers'
  return place.kind === kind || (place.kind === 'report' && kind === 'reports')
}
