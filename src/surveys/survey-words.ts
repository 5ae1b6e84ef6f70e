/** What the page and the message say, in one language. */
export interface SurveyWords {
  /** BCP 47, as in the page's `lang`. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** What is sent; `{house}`, `{link}`. */
  readonly invitation: string
  readonly title: string
  readonly satisfaction: string
  /** From 1, the worst, to 5. */
  readonly satisfactions: readonly [string, string, string, string, string]
  readonly recommendation: string
  readonly notAtAll: string
  readonly certainly: string
  readonly effort: string
  /** From 1, the easiest, to 5. */
  readonly efforts: readonly [string, string, string, string, string]
  readonly text: string
  readonly noCards: string
  readonly send: string
  readonly nothingSaid: string
  readonly thanks: string
  readonly over: string
  readonly tooMany: string
  readonly later: string
}

const en: SurveyWords = {
  language: 'en',
  direction: 'ltr',
  invitation: '{house}: how was your call with us? Three short questions: {link}',
  title: 'How was your call with us?',
  satisfaction: 'How satisfied are you with the call?',
  satisfactions: ['Very dissatisfied', 'Dissatisfied', 'Neither', 'Satisfied', 'Very satisfied'],
  recommendation: 'How likely are you to recommend us?',
  notAtAll: '0: not at all',
  certainly: '10: certainly',
  effort: 'How easy was it to get it solved?',
  efforts: ['Very easy', 'Easy', 'Neither', 'Hard', 'Very hard'],
  text: 'What should we know?',
  noCards: 'Please write no card numbers and no passwords.',
  send: 'Send',
  nothingSaid: 'Please answer at least one question.',
  thanks: 'Thank you. Your answer has arrived.',
  over: 'This link was used already, or is no longer valid.',
  tooMany: 'Too many attempts. Please try again in a minute.',
  later: 'This does not work at the moment. Please try again later.',
}

const de: SurveyWords = {
  language: 'de',
  direction: 'ltr',
  invitation: '{house}: Wie war Ihr Anruf bei uns? Drei kurze Fragen: {link}',
  title: 'Wie war Ihr Anruf bei uns?',
  satisfaction: 'Wie zufrieden sind Sie mit dem Gespräch?',
  satisfactions: ['Sehr unzufrieden', 'Unzufrieden', 'Teils, teils', 'Zufrieden', 'Sehr zufrieden'],
  recommendation: 'Wie wahrscheinlich empfehlen Sie uns weiter?',
  notAtAll: '0: gar nicht',
  certainly: '10: ganz sicher',
  effort: 'Wie leicht war es, Ihr Anliegen zu klären?',
  efforts: ['Sehr leicht', 'Leicht', 'Teils, teils', 'Mühsam', 'Sehr mühsam'],
  text: 'Was sollten wir wissen?',
  noCards: 'Bitte keine Kartennummern und keine Passwörter.',
  send: 'Absenden',
  nothingSaid: 'Bitte beantworten Sie mindestens eine Frage.',
  thanks: 'Vielen Dank. Ihre Antwort ist angekommen.',
  over: 'Dieser Link wurde schon benutzt oder gilt nicht mehr.',
  tooMany: 'Zu viele Versuche. Bitte in einer Minute noch einmal.',
  later: 'Das geht gerade nicht. Bitte später noch einmal.',
}

const zhCn: SurveyWords = {
  language: 'zh-CN',
  direction: 'ltr',
  invitation: '{house}：您对这次通话满意吗？三个小问题：{link}',
  title: '您对这次通话满意吗？',
  satisfaction: '您对这次通话的满意程度？',
  satisfactions: ['非常不满意', '不满意', '一般', '满意', '非常满意'],
  recommendation: '您有多大可能向他人推荐我们？',
  notAtAll: '0：完全不会',
  certainly: '10：一定会',
  effort: '解决您的问题容易吗？',
  efforts: ['非常容易', '容易', '一般', '困难', '非常困难'],
  text: '您还想告诉我们什么？',
  noCards: '请勿填写银行卡号或密码。',
  send: '提交',
  nothingSaid: '请至少回答一个问题。',
  thanks: '谢谢，已收到您的回答。',
  over: '此链接已使用过，或已失效。',
  tooMany: '尝试次数过多，请一分钟后再试。',
  later: '暂时无法提交，请稍后再试。',
}

const zhHant: SurveyWords = {
  language: 'zh-Hant',
  direction: 'ltr',
  invitation: '{house}：您對這次通話滿意嗎？三個小問題：{link}',
  title: '您對這次通話滿意嗎？',
  satisfaction: '您對這次通話的滿意程度？',
  satisfactions: ['非常不滿意', '不滿意', '一般', '滿意', '非常滿意'],
  recommendation: '您有多大可能向他人推薦我們？',
  notAtAll: '0：完全不會',
  certainly: '10：一定會',
  effort: '解決您的問題容易嗎？',
  efforts: ['非常容易', '容易', '一般', '困難', '非常困難'],
  text: '您還想告訴我們什麼？',
  noCards: '請勿填寫信用卡號碼或密碼。',
  send: '送出',
  nothingSaid: '請至少回答一個問題。',
  thanks: '謝謝，已收到您的回答。',
  over: '此連結已使用過，或已失效。',
  tooMany: '嘗試次數過多，請一分鐘後再試。',
  later: '暫時無法送出，請稍後再試。',
}

export const surveyLanguages: readonly SurveyWords[] = [en, de, zhCn, zhHant]

/** The words of this language; of Chinese by script and region; English where there are none. */
export function findWords(tag: string): SurveyWords {
  const [primary = '', ...rest] = tag.toLowerCase().split('-')
  if (primary === 'zh' || primary === 'yue') {
    const isTraditional = primary === 'yue' || rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part))
    return isTraditional && !rest.includes('hans') ? zhHant : zhCn
  }
  return surveyLanguages.find(({ language }) => language === primary) ?? en
}
