import type { InteractionView } from '../../src/wire/customer-api.ts'
import type { SavedSearchView, SearchPage } from '../../src/wire/history-api.ts'
import { accounts, agentId, storyTime } from './busy-house.ts'
import type { SupervisorStories, SupervisorStory } from './supervisor-story.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let contacts = 0
export function contact(text: string, agoMs: number, more: Partial<InteractionView> = {}): InteractionView {
  contacts += 1
  const startedAt = storyTime - agoMs
  return {
    id: contacts,
    externalId: null,
    channel: 'call',
    direction: 'inbound',
    startedAt,
    endedAt: startedAt + 6 * minute,
    customerId: contacts,
    customerName: 'Anna Sommerfeld',
    number: '+49 30 901820',
    accountId: agentId('Ben Ortega'),
    agentName: 'Ben Ortega',
    source: 'main',
    queue: 'service',
    queueName: 'Service',
    callId: `main:story-${contacts}`,
    outcome: 'answered',
    disposition: 'solved',
    subject: null,
    thread: null,
    sentiment: null,
    text,
    ...more,
  }
}

const written = { callId: null, outcome: null, disposition: null, endedAt: null } as const

const interactions: InteractionView[] = [
  contact('客户说寄往格拉茨的包裹外箱破损，司机没有等她开门，她想知道周五之前能不能退款。', 3 * hour, {
    channel: 'chat',
    customerName: '欧阳明月',
    agentName: '陈嘉欣',
    queueName: '中文客服',
    sentiment: 'negative',
    ...written,
  }),
  contact('退款已批准，外箱照片存档。答应周五前到账。', 26 * hour, {
    customerName: '林嘉欣',
    agentName: '李明',
    queueName: '中文客服',
    disposition: 'follow-up',
    number: '+86 138 0013 8000',
  }),
  contact(
    'Dear colleagues,\nthe 外箱 was torn open when it came, as the enclosed photographs show. We ask for the 退款 of 1,240.00 euros that was promised on the telephone and for a word on how this is to be prevented with the remaining eleven consignments of the framework agreement.',
    4 * day,
    {
      channel: 'e-mail',
      customerName: 'Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen',
      agentName: 'Maria-Magdalena Hatzipetrou-Papadopoulou',
      queueName: 'Business customers, framework agreements and tenders',
      subject: 'Consignment 00340 1182: 外箱 damaged, 退款',
      thread: 'thread-1',
      ...written,
    },
  ),
  contact('وصل الصندوق مكسورا 外箱، ويطلب العميل 退款', 9 * day, {
    customerName: 'محمد عبد الله الأنصاري',
    agentName: 'فاطمة الزهراء بنت عبد الرحمن',
    queueName: 'خدمة العملاء',
    sentiment: 'negative',
  }),
  contact('外箱 退款', 31 * day, {
    channel: 'sms',
    customerId: null,
    customerName: null,
    number: '+43 1 5880 0442',
    agentName: null,
    accountId: null,
    queueName: null,
    queue: null,
    ...written,
  }),
]

/** Each word where it stands. */
function marksIn(text: string | null, words: readonly string[]): [number, number][] {
  return words.flatMap((word) => {
    const at = text?.indexOf(word) ?? -1
    return at < 0 ? [] : [[at, at + word.length] as [number, number]]
  })
}

const searched = ['外箱', '退款']
const found: SearchPage = {
  found: interactions.map((interaction) => ({
    interaction,
    highlights: marksIn(interaction.text, searched),
    marks: interaction.subject === null ? {} : { subject: marksIn(interaction.subject, searched) },
  })),
  next: 'a-cursor',
  onlyNewest: false,
  read: [],
  wholeSince: null,
}
const nothing: SearchPage = { found: [], next: null, onlyNewest: false, read: [], wholeSince: null }

const saved: SavedSearchView[] = [
  ['Complaints of gold customers', 'all', 'Carol Müller', 'agent-3'],
  ['本周未解决的退款', 'nobody', 'Sam Whitfield', 'sam'],
  ['Long calls about the framework agreements of business customers', 'team', 'Sam Whitfield', 'sam'],
].map(([name = '', shared, ownerName = '', accountId = ''], n) => ({
  id: `saved-${n}`,
  name,
  shared: shared as SavedSearchView['shared'],
  accountId,
  ownerName,
  search: { text: '', order: 'newest' },
  version: 1,
}))

const answers = {
  readOpenAlerts: { items: [] },
  readAccounts: { items: [...accounts] },
  readSavedSearches: { items: saved },
  searchInteractions: found,
  countInteractions: { count: 41_318, exact: false, wholeSince: null },
}

const byWords: SupervisorStory = {
  path: '/search',
  told: answers,
  shows: '#page li time',
  async act(page) {
    await page.locator('#search-text').fill('外箱 退款')
    await page.keyboard.press('Enter')
    await page.locator('#page mark').first().waitFor()
  },
}

/** Opens one of the panels below the field. */
async function open(page: Parameters<NonNullable<SupervisorStory['act']>>[0], n: number): Promise<void> {
  await page.locator('search button[aria-expanded]').nth(n).click()
}

export const storiesOfSearch: SupervisorStories = {
  search: { ...byWords, height: 1200 },
  'search-1100': { ...byWords, width: 1100 },
  'search-filters': {
    inBoth: true,
    ...byWords,
    told: {
      ...answers,
      searchInteractions: {
        ...found,
        read: [
          { typed: 'agent:mül', field: 'agent', names: ['Carol Müller'], not: false },
          { typed: '-queue:night', field: 'queue', names: ['Night line'], not: true },
          { typed: 'channel:chat', field: 'channel', names: ['chat'], not: false },
          { typed: 'agent:nobdy', field: 'agent', names: [], not: false },
        ],
      },
    },
    async act(page) {
      await page.locator('#search-text').fill('外箱 agent:mül -queue:night channel:chat agent:nobdy')
      await page.keyboard.press('Enter')
      await open(page, 0)
      await page.locator('input[type=date]').first().fill('2026-11-02')
      await page.locator('input[type=date]').last().fill('2026-11-23')
      await page.locator('search [aria-haspopup=listbox]').nth(1).click()
      await page.getByRole('option').nth(1).click()
      await page.locator('#page li time').first().waitFor()
      await page.locator('#page h1').click()
    },
  },
  'search-saved': {
    ...byWords,
    async act(page) {
      await open(page, 1)
      await page.locator('search li').first().waitFor()
    },
  },
  'search-help': {
    ...byWords,
    async act(page) {
      await open(page, 2)
      await page.locator('search dt').first().waitFor()
    },
  },
  'search-nothing': {
    ...byWords,
    told: {
      ...answers,
      searchInteractions: nothing,
      countInteractions: { count: 0, exact: true, wholeSince: null },
    },
    shows: '#page [role=status]',
    async act(page) {
      await page.locator('#search-text').fill('外箱 退款 1182')
      await page.keyboard.press('Enter')
    },
  },
  'search-made-anew': {
    ...byWords,
    told: {
      ...answers,
      searchInteractions: { ...found, wholeSince: storyTime - 200 * day },
      countInteractions: { count: 5, exact: true, wholeSince: storyTime - 200 * day },
    },
  },
  'search-late': {
    ...byWords,
    told: { ...answers, searchInteractions: 'search-took-too-long' },
    shows: '[role=alert]',
    act: async () => {},
  },
}
