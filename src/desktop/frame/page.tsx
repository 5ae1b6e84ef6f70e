import { lazy, Suspense, useCallback, useState } from 'react'
import { DeskPage } from '../desk/desk-page.tsx'
import { isLead, useSession } from '../session.tsx'
import { type OpenSearch, OpenSearchContext } from '../supervisor/open-search.ts'
import { noFields, nothingSearched, type SearchMemory } from '../supervisor/search-memory.ts'
import { useWords } from '../words/words-context.tsx'
import { PlaceLink } from './place-link.tsx'
import { goTo, type Place, usePlace } from './route.ts'

// What an agent speaks with is there at once; every other page is fetched when it is opened.
const AccountsPage = lazy(async () => ({
  default: (await import('../admin/accounts-page.tsx')).AccountsPage,
}))
const WebhooksPage = lazy(async () => ({
  default: (await import('../admin/webhooks-page.tsx')).WebhooksPage,
}))
const AlertsPage = lazy(async () => ({ default: (await import('../alerts/alerts-page.tsx')).AlertsPage }))
const WallsPage = lazy(async () => ({ default: (await import('../wall/walls-page.tsx')).WallsPage }))
const CustomerPage = lazy(async () => ({
  default: (await import('../customer/customer-page.tsx')).CustomerPage,
}))
const CustomersPage = lazy(async () => ({
  default: (await import('../customer/customers-page.tsx')).CustomersPage,
}))
const GreetingsPage = lazy(async () => ({
  default: (await import('../greetings/greetings-page.tsx')).GreetingsPage,
}))
const GuidancePage = lazy(async () => ({
  default: (await import('../guidance/guidance-page.tsx')).GuidancePage,
}))
const CallPage = lazy(async () => ({ default: (await import('../supervisor/call-page.tsx')).CallPage }))
const CasesPage = lazy(async () => ({ default: (await import('../supervisor/cases-page.tsx')).CasesPage }))
const ImportsPage = lazy(async () => ({
  default: (await import('../supervisor/imports-page.tsx')).ImportsPage,
}))
const QualityPage = lazy(async () => ({ default: (await import('../quality/quality-page.tsx')).QualityPage }))
const ExportsPage = lazy(async () => ({ default: (await import('../exports/exports-page.tsx')).ExportsPage }))
const MysteryPage = lazy(async () => ({ default: (await import('../mystery/mystery-page.tsx')).MysteryPage }))
const LivePage = lazy(async () => ({ default: (await import('../supervisor/live-page.tsx')).LivePage }))
const RecordPage = lazy(async () => ({ default: (await import('../record/record-page.tsx')).RecordPage }))
const ReportPage = lazy(async () => ({ default: (await import('../reports/report-page.tsx')).ReportPage }))
const ReportsPage = lazy(async () => ({ default: (await import('../reports/reports-page.tsx')).ReportsPage }))
const PromisesPage = lazy(async () => ({
  default: (await import('../supervisor/promises-page.tsx')).PromisesPage,
}))
const SearchPage = lazy(async () => ({ default: (await import('../supervisor/search-page.tsx')).SearchPage }))
const StandingsPage = lazy(async () => ({
  default: (await import('../supervisor/standings-page.tsx')).StandingsPage,
}))
const SignalsPage = lazy(async () => ({
  default: (await import('../supervisor/signals-page.tsx')).SignalsPage,
}))

/** The page of the address; what was searched for is kept here, so that the way back from a customer finds it again. */
export function Page() {
  return (
    <Suspense>
      <Opened />
    </Suspense>
  )
}

function Opened() {
  const [searched, setSearched] = useState(nothingSearched)
  const openSearch = useCallback<OpenSearch>((fields) => {
    setSearched({ ...nothingSearched, fields: { ...noFields, ...fields } })
    goTo({ kind: 'search' })
  }, [])
  return (
    <OpenSearchContext value={openSearch}>
      <PageOfPlace searched={searched} setSearched={setSearched} />
    </OpenSearchContext>
  )
}

interface SearchedProps {
  readonly searched: SearchMemory
  readonly setSearched: (how: (before: SearchMemory) => SearchMemory) => void
}

function PageOfPlace({ searched, setSearched }: SearchedProps) {
  const { me } = useSession()
  const place = allowed(usePlace(), isLead(me), me.account.role === 'admin')
  switch (place.kind) {
    case 'desk':
      return <DeskPage />
    case 'live':
      return <LivePage />
    case 'cases':
      return <CasesPage />
    case 'promises':
      return <PromisesPage />
    case 'search':
      return <SearchPage memory={searched} remember={setSearched} />
    case 'reports':
      return <ReportsPage />
    case 'report':
      return <ReportPage key={place.id} id={place.id} />
    case 'standings':
      return <StandingsPage />
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
    case 'quality':
      return <QualityPage />
    case 'exports':
      return <ExportsPage />
    case 'mystery-calls':
      return <MysteryPage />
    case 'accounts':
      return <AccountsPage />
    case 'alerts':
      return <AlertsPage />
    case 'walls':
      return <WallsPage />
    case 'webhooks':
      return <WebhooksPage />
    case 'record':
      return <RecordPage />
    case 'embedded':
    case 'nowhere':
      return <NoSuchPage />
  }
}

const forLeads: readonly Place['kind'][] = [
  'live',
  'alerts',
  'cases',
  'promises',
  'search',
  'reports',
  'report',
  'call',
  'signals',
  'imports',
  'greetings',
  'standings',
  'mystery-calls',
  'quality',
]

function allowed(place: Place, lead: boolean, admin: boolean): Place {
  if (forLeads.includes(place.kind) && !lead) return { kind: 'nowhere' }
  if (['accounts', 'webhooks', 'walls', 'record'].includes(place.kind) && !admin) return { kind: 'nowhere' }
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
