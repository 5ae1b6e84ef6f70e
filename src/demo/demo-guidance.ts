import type { GuidanceBody, GuidanceText } from '../wire/guidance-api.ts'

const help = 'https://help.star-courier.example'

function text(title: string, opening: string, check: string, explain: string, closing: string): GuidanceText {
  return { title, opening, check, explain, closing }
}

function link(page: string, titles: Readonly<Record<string, string>>): GuidanceBody['links'] {
  return Object.entries(titles).map(([language, title]) => ({
    title,
    url: `${help}/${language}/${page}`,
    language,
  }))
}

/** What the demo house has written down for its agents, by topic. */
export const demoGuidance: Readonly<Record<string, GuidanceBody>> = {
  'parcel-search': {
    keys: ['traced', 'parcel-late', 'parcel-lost', 'open-case'],
    texts: {
      en: text(
        'Parcel not found',
        'Is it about the parcel that has not come yet?',
        '- The last scan and its depot\n- Whether a neighbour or the caretaker has signed\n- Whether the address was **complete**',
        'The search goes from the last scan onwards. The depot answers **within one working day**; nobody has to ring again, we call.',
        'May we call you at this number as soon as the depot has answered?',
      ),
      'zh-CN': text(
        '包裹未找到',
        '您是想询问还没收到的包裹吗？',
        '- 最近一次扫描及网点\n- 邻居或物业是否代收\n- 地址是否**完整**',
        '查件从最近一次扫描开始，网点会在**一个工作日内**答复。您不用再来电，我们会联系您。',
        '网点答复后，可以拨打这个号码联系您吗？',
      ),
      de: text(
        'Paket nicht gefunden',
        'Geht es um das Paket, das noch nicht angekommen ist?',
        '- Letzter Scan und sein Depot\n- Ob Nachbarn oder Hausmeister unterschrieben haben\n- Ob die Adresse **vollständig** war',
        'Gesucht wird vom letzten Scan an. Das Depot antwortet **innerhalb eines Werktags**; Sie müssen nicht noch einmal anrufen, wir melden uns.',
        'Dürfen wir Sie unter dieser Nummer anrufen, sobald das Depot geantwortet hat?',
      ),
    },
    links: link('search', { en: 'How we search', 'zh-CN': '如何查件', de: 'So suchen wir' }),
  },
  'other-day': {
    keys: ['rearranged', 'delivery-tomorrow'],
    texts: {
      en: text(
        'Another day or place',
        'Shall your parcel come another day, or to another place?',
        '- Whether it is in the van already: then **not today** any more\n- The window that suits: morning, afternoon, evening',
        'A change until **18:00** holds for the next day. A parcel shop keeps it for ten days.',
        'Is that day right, and is the bell with your name?',
      ),
      'zh-CN': text(
        '改期或改地点',
        '您想改到其他日期或其他地点派送吗？',
        '- 是否已装车：如已装车，**今天**不能再改\n- 合适的时段：上午、下午、晚上',
        '**18:00** 之前更改，次日生效。自提点可保管十天。',
        '这个日期可以吗？门铃上有您的姓名吗？',
      ),
      de: text(
        'Anderer Tag oder Ort',
        'Soll Ihr Paket an einem anderen Tag oder an einen anderen Ort kommen?',
        '- Ob es schon im Wagen ist: dann **heute** nicht mehr\n- Welches Fenster passt: Vormittag, Nachmittag, Abend',
        'Eine Änderung bis **18 Uhr** gilt für den nächsten Tag. Ein Paketshop bewahrt es zehn Tage auf.',
        'Passt der Tag so, und steht Ihr Name an der Klingel?',
      ),
    },
    links: link('another-day', { en: 'Change it yourself', 'zh-CN': '自助改约', de: 'Selbst ändern' }),
  },
  complaint: {
    keys: ['complaint', 'queue:reklamation'],
    texts: {
      en: text(
        'A complaint',
        'What has happened, from the beginning?',
        '- Earlier cases about the same\n- Photographs of the damage',
        'Thank you for telling us. **Say sorry first**, then what happens next and until when. Never promise money before the case is checked.',
        'Is there anything else that we should put right?',
      ),
      'zh-CN': text(
        '投诉',
        '请您从头说一下发生了什么，好吗？',
        '- 之前同类工单\n- 破损照片',
        '**先道歉**，再说明后续步骤和时限。核实之前不要承诺赔付。',
        '还有其他需要我们改进的地方吗？',
      ),
      de: text(
        'Eine Reklamation',
        'Was ist passiert, von Anfang an?',
        '- Frühere Vorgänge dazu\n- Fotos vom Schaden',
        '**Erst entschuldigen**, dann sagen, was bis wann geschieht. Vor der Prüfung kein Geld versprechen.',
        'Gibt es noch etwas, das wir in Ordnung bringen sollten?',
      ),
    },
    links: [],
  },
  refund: {
    keys: ['refund'],
    texts: {
      en: text(
        'A refund',
        'Is it about the money that we promised back?',
        '- Whether it has been **approved**\n- Which account it goes to',
        'Approved refunds are on the account within **five working days**.',
        'Shall we write to you when it is on its way?',
      ),
      'zh-CN': text(
        '退款',
        '您是想询问我们承诺的退款吗？',
        '- 是否已**批准**\n- 退到哪个账户',
        '批准后**五个工作日内**到账。',
        '款项退出后，要发消息通知您吗？',
      ),
      de: text(
        'Eine Erstattung',
        'Geht es um das Geld, das wir zugesagt haben?',
        '- Ob sie **freigegeben** ist\n- Auf welches Konto sie geht',
        'Freigegebene Erstattungen sind in **fünf Werktagen** auf dem Konto.',
        'Sollen wir Ihnen schreiben, wenn sie unterwegs ist?',
      ),
    },
    links: link('refunds', { en: 'How refunds work', 'zh-CN': '退款说明', de: 'So läuft die Erstattung' }),
  },
  promised: {
    keys: ['promise', 'follow-up', 'missed-call-from-us'],
    texts: {
      en: text(
        'Something was promised',
        'You are waiting for what we promised, aren’t you?',
        'Who promised it, and whether it is done.',
        'Say **what** happens and **when**, and only what is certain. If it is late, say so before they ask.',
        'Does that help you for now?',
      ),
      'zh-CN': text(
        '曾有承诺',
        '您是在等我们之前答应的事吗？',
        '由谁承诺，是否已完成。',
        '只说确定的**内容**和**时间**。如果延误，主动说明。',
        '这样可以吗？',
      ),
      de: text(
        'Etwas wurde zugesagt',
        'Sie warten auf das, was wir zugesagt haben, richtig?',
        'Wer es zugesagt hat, und ob es erledigt ist.',
        'Sagen, **was** **wann** geschieht, und nur, was sicher ist. Verspätetes ansprechen, bevor gefragt wird.',
        'Hilft Ihnen das fürs Erste?',
      ),
    },
    links: [],
  },
}
