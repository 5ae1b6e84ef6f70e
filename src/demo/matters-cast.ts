import { contact, type DemoMatter } from './demo-matter.ts'

interface CastMatter {
  readonly externalId: string
  /** When the first contact was. */
  readonly daysAgo: number
  readonly matter: DemoMatter
}

/** What those who call in the demo call about: written by hand, and younger than all that is made by chance. */
export const mattersOfTheCast: readonly CastMatter[] = [
  {
    externalId: 'SC-10001',
    daysAgo: 2,
    matter: {
      queue: 'parcels',
      contacts: [
        contact(
          0,
          'call in',
          'follow-up',
          'Driver came to Wellington Street before 9:00 again, nobody there yet. Promised: collection after 10:00 from now on.',
        ),
        contact(
          0,
          'mail out',
          null,
          'Dear Mr Chan, from tomorrow your parcels are collected at your office between 10:00 and 11:00.',
        ),
      ],
    },
  },
  {
    externalId: 'SC-10015',
    daysAgo: 14,
    matter: {
      queue: 'parcels',
      contacts: [
        contact(
          0,
          'call in',
          'complaint',
          'Wedding china for her daughter arrived broken: 6 of 12 plates. Very upset, very polite.',
        ),
        contact(
          2,
          'mail in',
          null,
          'Pictures of the plates, and of the box, which had no "fragile" sticker although I paid for it.',
        ),
        contact(
          4,
          'call out',
          'refund',
          'Told her that we pay for the whole set. Money was to come within five days.',
        ),
        contact(
          5,
          'call in',
          'follow-up',
          'Money has not come. Accounts wait for the depot’s report. Promised to ring her this week.',
        ),
      ],
    },
  },
  {
    externalId: 'SC-10007',
    daysAgo: 6,
    matter: {
      queue: 'mandarin',
      contacts: [
        contact(0, 'call in', 'follow-up', '月结账单里燃油附加费收了两次，共 186 元。已请财务核对。'),
        contact(2, 'mail out', null, '财务确认重复收费，下期账单扣回 186 元。'),
      ],
    },
  },
  {
    externalId: 'SC-20018',
    daysAgo: 9,
    matter: {
      queue: 'reklamation',
      contacts: [
        contact(
          0,
          'call in',
          'complaint',
          'Drittes verlorenes Paket in diesem Jahr. Möchte den Leiter sprechen. An Sam gegeben.',
        ),
        contact(
          2,
          'call out',
          'follow-up',
          'Zwischenstand: Depot Schönefeld sucht noch. Herr Schulz bleibt sachlich, will bis Freitag Antwort.',
        ),
      ],
    },
  },
  {
    externalId: 'SC-20002',
    daysAgo: 1.2,
    matter: {
      queue: 'pakete',
      contacts: [
        contact(
          0,
          'chat in',
          'rearranged',
          'Fahrradrahmen (Sperrgut) erst ab 18 Uhr annehmbar. Auf Freitagabend gelegt.',
        ),
      ],
    },
  },
  {
    externalId: 'SC-30001',
    daysAgo: 5,
    matter: {
      queue: 'business',
      contacts: [
        contact(
          0,
          'call in',
          'passed-on',
          'الشحنة متوقفة في الجمارك، والفاتورة التجارية ناقصة. Clearance asks for the commercial invoice.',
        ),
        contact(1, 'mail in', null, 'مرفق الفاتورة التجارية وشهادة المنشأ.'),
      ],
    },
  },
]

/** Whom we called yesterday and did not reach. */
export const calledInVain = {
  externalId: 'SC-20001',
  contact: contact(
    0,
    'call out',
    'no-conversation',
    'Wegen der Zustellzeit des Kühlpakets angerufen, niemand erreicht.',
    'missed',
  ),
}
