import { useState } from 'react'
import { AccountsPage } from '../admin/accounts-page.tsx'
import { WebhooksPage } from '../admin/webhooks-page.tsx'
import { CustomerPage } from '../customer/customer-page.tsx'
import { CustomersPage } from '../customer/customers-page.tsx'
import { DeskPage } from '../desk/desk-page.tsx'
import { GreetingsPage } from '../greetings/greetings-page.tsx'
import { GuidancePage } from '../guidance/guidance-page.tsx'
import { isLead, useSession } from '../session.tsx'
import { CallPage } from '../supervisor/call-page.tsx'
import { CasesPage } from '../supervisor/cases-page.tsx'
import { ImportsPage } from '../supervisor/imports-page.tsx'
import { LivePage } from '../supervisor/live-page.tsx'
import { nothingSearched } from '../supervisor/search-memory.ts'
import { SearchPage } from '../supervisor/search-page.tsx'
import { SignalsPage } from '../supervisor/signals-page.tsx'
import { useWords } from '../words/words-context.tsx'
import { PlaceLink } from './place-link.tsx'
import { type Place, usePlace } from './route.ts'

/** The page of the address; what was searched for is kept here, so that the way back from a customer finds it again. */
export function Page() {
  const { me } = useSession()
  const place = allowed(usePlace(), isLead(me), me.account.role === 'admin')
  const [searched, setSearched] = useState(nothingSearched)
  switch (place.kind) {
    case 'desk':
      return <DeskPage />
    case 'live':
      return <LivePage />
    case 'cases':
      return <CasesPage />
    case 'search':
      return <SearchPage memory={searched} remember={setSearched} />
    case 'customers':
      return <CustomersPage />
    case 'customer':
      return <CustomerPage key={place.id} id={place.id} />
    case 'call':
      return <CallPage key={place.id} id={place.id} />
    case 'signals':
      return <SignalsPage />
    case 'imports':
      return <ImportsPage />
    case 'guidance':
      return <GuidancePage />
    case 'greetings':
      return <GreetingsPage />
    case 'accounts':
      return <AccountsPage />
    case 'webhooks':
      return <WebhooksPage />
    case 'embedded':
    case 'nowhere':
      return <NoSuchPage />
  }
}

function allowed(place: Place, lead: boolean, admin: boolean): Place {
  const forLeads = ['live', 'cases', 'search', 'call', 'signals', 'imports', 'greetings'].includes(place.kind)
  if (forLeads && !lead) return { kind: 'nowhere' }
  if ((place.kind === 'accounts' || place.kind === 'webhooks') && !admin) return { kind: 'nowhere' }
  return place
}

function NoSuchPage() {
  const { words } = useWords()
  return (
    <div style={{ padding: 32 }}>
      <h1>{words.notFound.heading}</h1>
      <PlaceLink to={{ kind: 'desk' }}>{words.notFound.back}</PlaceLink>
    </div>
  )
}
