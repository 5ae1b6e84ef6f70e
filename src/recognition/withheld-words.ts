/** Whom a text without a number speaks of: a caller who hides (`withheld`), or nobody at all (`unavailable`). */
export type Silence = 'withheld' | 'unavailable'

const hides = wordSet(`
  anonymous anon anonymized anonymised restricted private privacy withheld blocked hidden confidential suppressed secret concealed
  masked prohibited clir nocallerid nocaller p
  anonym anonymer privat unterdrückt geheim verborgen versteckt gesperrt
  anonyme privé masqué caché confidentiel anónimo anónima privado privada oculto oculta restringido bloqueado
  anônimo anônima restrito confidencial anonimo anonima privato privata riservato nascosto
  anoniem afgeschermd verborgen anonimowy prywatny zastrzeżony ukryty
  аноним анонимный анонимно скрыт скрытый скрыто частный засекречен анонім анонімний прихований приховано
  névtelen rejtett privát titkos titkosított anonymní anonymný skrytý soukromý súkromný utajený utajené
  gizli özel anonim hemligt hemlig dolt dold skjult hemmelig hemmeligt salainen yksityinen anonyymi piilotettu
  ascuns ανώνυμος ανώνυμη απόκρυψη ιδιωτικός κρυφός ẩndanh riêngtư
  匿名 保密 隐藏 隱藏 私人 私密 隐私 隱私 不显示 不顯示 未显示 未顯示 无来电显示 無來電顯示 已隐藏 已隱藏 限制
  非通知 非通知設定 プライベート 발신자표시제한 발신번호표시제한 표시제한 익명 비공개
  مجهولالهوية خاص رقمخاص محجوب رقممحجوب مخفي رقممخفي חסוי מספרחסוי אנונימי פרטי ส่วนตัว หมายเลขส่วนตัว निजी गुमनाम
`)

const absent = wordSet(`
  unknown unavailable unassigned undisclosed unidentified notavailable notprovided notset nonumber nocli none null nil undefined
  nan na empty blank asterisk freeswitch outofarea interworking payphone coinphone o
  unbekannt unbekannter unbekannte nichtverfügbar unverfügbar keine keinenummer keinerufnummer ohne
  inconnu inconnue indisponible nondisponible desconocido desconocida nodisponible noidentificado sinnúmero
  desconhecido indisponível nãoidentificado nãodisponível sconosciuto sconosciuta nondisponibile
  onbekend nietbeschikbaar nieznany niedostępny brak
  неизвестный неизвестно неизвестен недоступен недоступно неопределен неопределён неопределился невідомий невідомо
  ismeretlen nemelérhető nemismert neznámý neznámé neznámy nedostupný nedostupné bilinmeyen bilinmiyor
  okänd okänt ukendt ukjent tuntematon necunoscut indisponibil άγνωστος άγνωστο μηδιαθέσιμος khôngxácđịnh khôngrõ
  未知 无号码 無號碼 无 不明 未提供 未识别 通知不可能 表示圏外 公衆電話 알수없음 번호없음
  مجهول غيرمعروف غيرمتاح לאידוע לאזמין ไม่ทราบ ไม่ทราบหมายเลข अज्ञात
`)

/** Words that stand beside the one that counts: "Private Number", "Rufnummer unterdrückt", "номер скрыт". */
const beside = wordSet(`
  number numbers caller callers calling call id cid callerid user party name phone line rufnummer nummer anrufer anruf teilnehmer
  numéro num numero número appel appelant correspondant llamada chamada chamador chiamante oproep nummer numer
  номер абонент вызов szám hívó číslo numara numarası arayan nummeret numret numero număr αριθμός số
`)

/** Words spelled on a keypad, as Twilio and others send them in place of a number. */
const keypadWords = new Map<string, Silence>([
  ['266696687', 'withheld'], // ANONYMOUS
  ['7378742833', 'withheld'], // RESTRICTED
  ['2562533', 'withheld'], // BLOCKED
  ['7748283', 'withheld'], // PRIVATE
  ['94844353', 'withheld'], // WITHHELD
  ['8656696', 'unavailable'], // UNKNOWN
  ['86282452253', 'unavailable'], // UNAVAILABLE
])

/** What a word in place of a number says, in whatever case and script; null for any other text. Hosts as in RFC 3323 4.1.1.3. */
export function readSilence(user: string, host: string): Silence | null {
  if (host === 'anonymous.invalid') return 'withheld'
  const word = fold(user)
  if (word === '') return user.includes('\ufffd') ? null : 'unavailable'
  if (/^[\d+]+$/.test(word)) return host === 'unknown.invalid' ? 'unavailable' : null
  return (
    silenceOf(word) ??
    silenceOf(wordsBut(beside, user)) ??
    (host === 'unknown.invalid' ? 'unavailable' : null)
  )
}

/** What digits say that are a word or a filler: a keypad word, nothing but zeros, or one digit over and over. */
export function readSilentDigits(digits: string): Silence | null {
  if (/^0*$/.test(digits)) return 'unavailable'
  return keypadWords.get(digits) ?? null
}

/** A filler such as 11111111111. Shorter runs may be extensions (2222) or emergency codes (999). */
export function isOneDigit(digits: string): boolean {
  return /^(\d)\1{5,}$/.test(digits)
}

function silenceOf(word: string): Silence | null {
  if (hides.has(word) || /^x{3,}$/.test(word)) return 'withheld'
  return absent.has(word) ? 'unavailable' : null
}

function wordsBut(left: ReadonlySet<string>, text: string): string {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).map(fold)
  return words
    .filter((word) => !left.has(word))
    .join('')
    .replace(/(?:号码|號碼|番号|电话|電話|来电|來電)$/, '')
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(fold))
}

/** Case, accents and all signs between letters away, so that "Privé", "PRIVE" and "<privé>" are one word. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
