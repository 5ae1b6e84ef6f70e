import {
  IconAddressBook,
  IconBolt,
  IconBook2,
  IconBriefcase,
  IconFileImport,
  IconHeadset,
  IconMessage2,
  IconPhoneCall,
  IconSearch,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
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
  | 'cases'
  | 'search'
  | 'customers'
  | 'signals'
  | 'imports'
  | 'greetings'
  | 'guidance'
  | 'accounts'
  | 'webhooks'

const icons: Record<NavKind, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>> = {
  desk: IconHeadset,
  live: IconPhoneCall,
  cases: IconBriefcase,
  search: IconSearch,
  customers: IconAddressBook,
  signals: IconBolt,
  imports: IconFileImport,
  greetings: IconMessage2,
  guidance: IconBook2,
  accounts: IconUsers,
  webhooks: IconWebhook,
}

export function Sidebar() {
  const { me } = useSession()
  return (
    <aside className={styles.sidebar}>
      <div className={styles.sidebarTop}>
        <Brand />
        <LinkState />
      </div>
      <AvailabilitySwitch />
      <Navigation kinds={pagesOf(isLead(me), me.account.role === 'admin')} />
      <Dock />
      <AccountMenu />
    </aside>
  )
}

function pagesOf(lead: boolean, admin: boolean): NavKind[] {
  if (!lead) return ['desk', 'customers', 'guidance']
  const pages: NavKind[] = [
    'desk',
    'live',
    'cases',
    'search',
    'customers',
    'signals',
    'imports',
    'guidance',
    'greetings',
  ]
  return admin ? [...pages, 'accounts', 'webhooks'] : pages
}

/** From a call on the desk, the link to the desk leads to its overview; the call stays in the dock. */
function Navigation({ kinds }: { kinds: readonly NavKind[] }) {
  const { words } = useWords()
  const { show } = useDesk()
  const place = usePlace()
  return (
    <nav className={styles.nav} aria-label={words.nav.label}>
      {kinds.map((kind) => {
        const Icon = icons[kind]
        return (
          <PlaceLink
            key={kind}
            to={{ kind }}
            className={styles.navLink}
            current={isWithin(place, kind)}
            {...(kind === 'desk' && place.kind === 'desk' ? { onFollow: () => show(null) } : {})}
          >
            <Icon size={17} aria-hidden />
            {words.nav[kind]}
          </PlaceLink>
        )
      })}
    </nav>
  )
}

function isWithin(place: Place, kind: NavKind): boolean {
  return place.kind === kind || (place.kind === 'customer' && kind === 'customers')
}
