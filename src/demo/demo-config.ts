import { demoSecrets } from '../config.ts'

/**
 * The demo house, as the content of a configuration file: a courier with a desk in Hong Kong and one in Berlin. Numbers
 * at +49 30 23125 are kept free for films by the Bundesnetzagentur; Hong Kong keeps none, so those are made up.
 */
export const demoConfig = {
  house: { name: 'Star Courier', language: 'en' },
  data: 'data/demo',
  // So that an alert of a promise is there from the beginning.
  alerts: { promiseMinutes: 60 },
  reports: {
    // Half of those who have a problem complain, as TARP found on average: see docs/reports.md.
    silentPerComplaint: 1,
    leaving: { dispositions: ['gave-notice'] },
    // Six weeks are counted when it is begun first, and somebody is waiting for that.
    countingShare: 0.5,
  },
  // The house calls itself: see docs/mystery-calls.md.
  mysteryCalls: [
    {
      name: 'berlin-in-english',
      source: 'berlin',
      number: '+493023125290',
      to: '+493023125108',
      queue: 'english',
      expects: { customer: 'SC-90001', greeting: 'Tester' },
      everyMinutes: 30,
      deadlineMs: 3000,
    },
  ],
  quality: {
    forms: [
      {
        id: 'call',
        name: { en: 'A call', 'zh-CN': '通话评审', de: 'Ein Gespräch' },
        questions: [
          {
            id: 'greeting',
            kind: 'points',
            most: 5,
            weight: 1,
            name: {
              en: 'Greeted by what the card said',
              'zh-CN': '按来电卡问候',
              de: 'Nach der Karte begrüßt',
            },
          },
          {
            id: 'listened',
            kind: 'points',
            most: 5,
            weight: 2,
            name: {
              en: 'Listened, and asked nothing twice',
              'zh-CN': '倾听，不重复询问',
              de: 'Zugehört, nichts doppelt gefragt',
            },
          },
          {
            id: 'promise',
            kind: 'yes-no',
            most: 1,
            weight: 1,
            name: { en: 'Promised what we can keep', 'zh-CN': '承诺能够兑现', de: 'Haltbares versprochen' },
          },
          {
            id: 'note',
            kind: 'points',
            most: 5,
            weight: 1,
            name: {
              en: 'Note says what the next one needs',
              'zh-CN': '记录便于下次跟进',
              de: 'Notiz sagt, was der Nächste braucht',
            },
          },
        ],
      },
    ],
    checklist: [
      {
        id: 'headset',
        name: {
          en: 'Headset and ring tone tried',
          'zh-CN': '试过耳机和铃声',
          de: 'Headset und Klingelton probiert',
        },
      },
      {
        id: 'promises',
        name: { en: 'Promises of today read', 'zh-CN': '看过今天的承诺', de: 'Zusagen von heute gelesen' },
      },
      {
        id: 'depots',
        name: { en: 'News of the depots read', 'zh-CN': '看过仓库通知', de: 'Neues der Depots gelesen' },
      },
    ],
  },
  // Calls come all the time: what nobody wraps up makes room. The past of six weeks, which may be told slowly, is not
  // forgotten while it is told, or before the reports have counted its pops.
  policy: { wrapUpMinutes: 5, keepEventsDays: 60 },
  teams: [
    {
      id: 'hongkong',
      name: { en: 'Hong Kong desk', 'zh-CN': '香港坐席组', de: 'Team Hongkong' },
      queues: ['parcels', 'business', 'cantonese', 'mandarin'],
    },
    {
      id: 'berlin',
      name: { en: 'Berlin desk', 'zh-CN': '柏林坐席组', de: 'Team Berlin' },
      queues: ['pakete', 'reklamation', 'geschaeft', 'english'],
    },
  ],
  departments: [
    { id: 'claims', name: { en: 'Claims', 'zh-CN': '理赔部', de: 'Schadenabteilung' } },
    { id: 'customs', name: { en: 'Customs', 'zh-CN': '报关部', de: 'Zoll' } },
    { id: 'depot', name: { en: 'Depot', 'zh-CN': '仓库', de: 'Depot' } },
  ],
  facts: [
    {
      key: 'parcel',
      name: { en: 'Parcel number', 'zh-CN': '运单号', de: 'Sendungsnummer' },
      staleDays: 30,
      neededFor: ['+493023125100', '+493023125109', '+85225550100', 'open-case'],
    },
    {
      key: 'drop-off',
      name: { en: 'Where to leave parcels', 'zh-CN': '包裹放置处', de: 'Abstellort' },
      neededFor: ['+493023125100', '+85225550188'],
    },
    {
      key: 'reachable',
      name: { en: 'Best reached', 'zh-CN': '方便联系时间', de: 'Am besten erreichbar' },
    },
  ],
  sources: [
    {
      name: 'hongkong',
      kind: 'webhook',
      secrets: [demoSecrets.signing],
      tokens: [demoSecrets.token],
      numberFormat: 'e164',
      region: 'HK',
      extensionLength: 4,
      timeZone: 'Asia/Hong_Kong',
      language: 'en',
      dids: [
        { number: '+85225550100', name: 'Star Courier Hong Kong' },
        { number: '+85225550188', name: '星速快遞 客戶服務', language: 'zh-Hant' },
        { number: '+85225550199', name: '星速快递 普通话热线', language: 'zh-CN' },
      ],
      queues: [
        { id: 'parcels', name: 'Parcels' },
        { id: 'business', name: 'Business customers' },
        { id: 'cantonese', name: '廣東話熱線', language: 'zh-Hant' },
        { id: 'mandarin', name: '普通话热线', language: 'zh-CN' },
      ],
    },
    {
      name: 'berlin',
      kind: 'webhook',
      secrets: [demoSecrets.signing],
      tokens: [demoSecrets.token],
      numberFormat: 'e164',
      region: 'DE',
      extensionLength: 4,
      timeZone: 'Europe/Berlin',
      language: 'de',
      dids: [
        { number: '+493023125100', name: 'Star Courier Berlin' },
        { number: '+493023125109', name: 'Reklamationen' },
        { number: '+493023125108', name: 'Star Courier in English', language: 'en' },
      ],
      queues: [
        { id: 'pakete', name: 'Pakete' },
        { id: 'reklamation', name: 'Reklamationen' },
        { id: 'geschaeft', name: 'Geschäftskunden' },
        { id: 'english', name: 'English desk', language: 'en' },
      ],
    },
  ],
  dispositions: [
    { id: 'solved', name: { en: 'Solved', 'zh-CN': '已解决', de: 'Erledigt' }, saysWhy: false },
    {
      id: 'rearranged',
      name: { en: 'Delivery rearranged', 'zh-CN': '已改约派送', de: 'Zustellung geändert' },
    },
    {
      id: 'traced',
      name: { en: 'Search for parcel begun', 'zh-CN': '已开始查件', de: 'Nachforschung läuft' },
    },
    {
      id: 'complaint',
      name: { en: 'Complaint taken', 'zh-CN': '已登记投诉', de: 'Reklamation aufgenommen' },
    },
    { id: 'refund', name: { en: 'Refund promised', 'zh-CN': '已承诺退款', de: 'Erstattung zugesagt' } },
    {
      id: 'follow-up',
      name: { en: 'Needs follow-up', 'zh-CN': '需要跟进', de: 'Rückruf nötig' },
      saysWhy: false,
    },
    { id: 'gave-notice', name: { en: 'Gave notice', 'zh-CN': '已解约', de: 'Gekündigt' } },
    { id: 'passed-on', name: { en: 'Passed on', 'zh-CN': '已转交', de: 'Weitergegeben' }, saysWhy: false },
    {
      id: 'wrong-number',
      name: { en: 'Wrong number', 'zh-CN': '打错电话', de: 'Falsch verbunden' },
      saysWhy: false,
    },
    {
      id: 'no-conversation',
      name: { en: 'No conversation', 'zh-CN': '未能通话', de: 'Kein Gespräch' },
      saysWhy: false,
    },
  ],
  tiers: ['standard', 'silver', 'gold'],
  value: {
    tiers: [
      {
        tier: 'gold',
        from: 70,
        suggestion: { en: 'Ring in person', 'zh-CN': '亲自致电', de: 'Persönlich anrufen' },
      },
      {
        tier: 'silver',
        from: 40,
        suggestion: { en: 'Offer to ring back', 'zh-CN': '主动提出回电', de: 'Rückruf anbieten' },
      },
      {
        tier: 'standard',
        from: 0,
        suggestion: {
          en: 'Send the help page first',
          'zh-CN': '先发送帮助页面',
          de: 'Zuerst die Hilfeseite schicken',
        },
      },
    ],
  },
} as const

export type DemoSource = (typeof demoConfig)['sources'][number]['name']
export type DemoQueue = (typeof demoConfig)['sources'][number]['queues'][number]['id']

/** How the history and the pops name a queue. */
export function queueNameOf(id: DemoQueue): string {
  const queues = demoConfig.sources.flatMap((source) => [...source.queues])
  return queues.find((queue) => queue.id === id)?.name ?? id
}

/**
 * The demo house with a phone system of another kind. `port` is where it will serve: a kind that signs the address has to
 * be told it.
 */
export function demoConfigAs(
  speaker: {
    kind: string
    source: (name: string) => Readonly<Record<string, unknown>>
    signsAddress: boolean
  },
  port: string,
): object {
  return {
    ...demoConfig,
    // Only what reports by our own contract can be played a test call.
    mysteryCalls: [],
    ...(speaker.signsAddress ? { publicUrl: `http://localhost:${port}` } : {}),
    sources: demoConfig.sources.map(({ secrets: _, tokens: __, ...source }) => ({
      ...source,
      kind: speaker.kind,
      ...speaker.source(source.name),
    })),
  }
}
