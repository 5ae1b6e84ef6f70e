/** Whom a text without a number speaks of: a caller who hides (`withheld`), or nobody at all (`unavailable`). */
export type Silence = 'withheld' | 'unavailable'

const hides = wordSet(`
  anonymous anon anonymized anonymised restricted private privacy withheld blocked hidden confidential suppressed secret concealed
  masked prohibited unlisted notshown notdisplayed nodisplay clir nocallerid nocaller noid pvt witheld p
  anonym anonymer privat privatnummer unterdrückt geheim geheimnummer verborgen versteckt gesperrt
  anonyme privé masqué caché confidentiel anónimo anónima privado privada oculto oculta restringido bloqueado
  anônimo anônima restrito confidencial anonimo anonima privato privata riservato nascosto
  anoniem afgeschermd verborgen privénummer anonimowy prywatny zastrzeżony ukryty
  аноним анонимный анонимно скрыт скрытый скрыто частный приватный засекречен анонім анонімний прихований приховано приватний
  анонимен скрит частен таен скривен приватан
  névtelen rejtett privát titkos titkosított anonymní anonymný skrytý skryté soukromý soukromé súkromný súkromné utajený utajené
  skriven skriveni privatni privatan zaseben zasebna skrit skrita anonimen anoniman slaptas paslėptas slėptas privatus
  slēpts slēptais privāts varjatud peidetud privaatne anonüümne leyninúmer leynt fshehur
  gizli özel anonim hemligt hemlig dolt dold skjult hemmelig hemmeligt salainen yksityinen anonyymi piilotettu
  ascuns ανώνυμος ανώνυμη απόκρυψη ιδιωτικός κρυφός ẩndanh ẩn riêngtư bímật sốẩn sốriêngtư
  pribadi tersembunyi disembunyikan dirahasiakan peribadi tertutup rahasia nakatago pribado
  匿名 保密 隐藏 隱藏 被隐藏 被隱藏 私人 私密 隐私 隱私 不显示 不顯示 未显示 未顯示 无显示 無顯示 非显示 非顯示 无法显示 無法顯示
  无来电显示 無來電顯示 已隐藏 已隱藏 已屏蔽 已封鎖 限制 受限 号码保密 號碼保密 号码隐藏 號碼隱藏
  非通知 非通知設定 番号非通知 ヒツウチ ひつうち プライベート 발신자표시제한 발신번호표시제한 발신번호제한 번호표시제한 표시제한 익명 비공개
  مجهولالهوية خاص رقمخاص محجوب رقممحجوب مخفي رقممخفي سري خصوصی شمارهخصوصی مخفی پنهان نجی پوشیدہ
  חסוי מספרחסוי אנונימי פרטי מוסתר חסום ส่วนตัว หมายเลขส่วนตัว เบอร์ส่วนตัว ปกปิด ไม่แสดงหมายเลข ไม่แสดงเบอร์ ซ่อนหมายเลข
  निजी गुमनाम गुप्त छिपा ব্যক্তিগত গোপন தனிப்பட்ட అజ్ఞాత დაფარული
`)

const absent = wordSet(`
  unknown unavailable unavail unassigned undisclosed unidentified notavailable notprovided notset nonumber nocli none null nil undefined
  coveragearea international wireless cellphone tollfree tollfreecall v
  nan na empty blank asterisk freeswitch outofarea interworking payphone coinphone o
  unbekannt unbekannter unbekannte nichtverfügbar unverfügbar keine keinenummer keinerufnummer ohne
  inconnu inconnue indisponible nondisponible desconocido desconocida nodisponible noidentificado sinnúmero
  sinidentificar desconhecido indisponível nãoidentificado nãodisponível semnúmero semidentificação sconosciuto sconosciuta nondisponibile
  senzanumero sansnuméro nonidentifié
  onbekend onbekende nietbeschikbaar geen geennummer nieznany niedostępny brak brakdanych
  неизвестный неизвестно неизвестен недоступен недоступно неопределен неопределён неопределился невідомий невідомо
  безномера непознат непознато неизвестна невядомы
  nepoznat nepoznato neznan neznana nežinomas nežinoma nezināms tundmatu teadmata óþekkt óþekktur ipanjohur uppgiftsaknas
  tidakdikenal tidakdiketahui tidaktersedia takdiketahui tidakdikenali hindikilala
  ismeretlen nemelérhető nemismert neznámý neznámé neznámy nedostupný nedostupné bilinmeyen bilinmiyor
  okänd okänt ukendt ukjent tuntematon necunoscut indisponibil άγνωστος άγνωστο άγνωστη μηδιαθέσιμος khôngxácđịnh khôngrõ khôngcósố khôngbiết
  未知 无号码 無號碼 没有号码 沒有號碼 无主叫号码 無主叫號碼 无来电号码 無來電號碼 无 不明 不详 不詳 未提供 未识别 未識別 无法识别 無法識別
  通知不可能 通知不可 通知圏外 表示圏外 圏外 公衆電話 公衆 コウシュウデンワ 番号なし 不在通知 알수없음 알수없는 알수없는번호 번호없음 발신번호없음
  مجهول غيرمعروف غيرمتاح غيرمتوفر لايوجدرقم بدونرقم ناشناس نامشخص نامعلوم
  לאידוע לאזוהה לאזמין ไม่ทราบ ไม่ทราบหมายเลข ไม่รู้จัก ไม่มีหมายเลข अज्ञात अनजान অজানা தெரியாத անհայտ უცნობი
`)

/** Words that stand beside the one that counts: "Private Number", "Rufnummer unterdrückt", "номер скрыт". */
const beside = wordSet(`
  number numbers caller callers calling call id cid callerid user party name phone line rufnummer nummer anrufer anruf teilnehmer
  numéro num numero número appel appelant correspondant llamada chamada chamador chiamante oproep nummer numer numeru
  номер номери номера абонент абонента вызов звонок виклик szám hívó číslo broj številka numeris numurs number helistaja
  numara numarası arayan nummeret numret numero număr αριθμός αριθμού κλήση số cuộcgọi nomor nombor panggilan beller
  מספר رقم المتصل شماره नंबर नम्बर নম্বর
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

const anonymousNames = wordSet(
  'anonymous anonym anonyme anoniem anónimo anônimo anonimo anonimowy аноним 匿名 restricted withheld',
)

/** Whether a display name asks for anonymity (RFC 3323 4.1.1.3), which counts also where a gateway has left the number in. */
export function asksForAnonymity(displayName: string): boolean {
  return anonymousNames.has(fold(displayName))
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
    .replace(/^(?:来电|來電|主叫|发信|呼叫方)(?=.)(?:号码|號碼)?/, '')
    .replace(/(?:号码|號碼|番号|번호|电话|電話|来电|來電|呼叫|用户|用戶|หมายเลข)$/, '')
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

/** One digit over and over, longer than any number: what is left of a filler that was cut (Asterisk cuts at 79 bytes). */
export function isFiller(text: string): boolean {
  return /^\+?(\d)\1{19,}$/.test(text)
}
