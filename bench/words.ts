/** Names and sentences that the data of the benchmark is made of: several scripts, as a house with callers abroad has. */
export interface Tongue {
  /** BCP 47. */
  readonly language: string
  readonly timeZone: string
  /** E.164 prefix, and the digits that may follow it; six free digits come after that. All such numbers are valid ones. */
  readonly prefix: string
  readonly leads: string
  readonly familyFirst: boolean
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly company: readonly string[]
  readonly sentences: readonly string[]
}

const german: Tongue = {
  language: 'de',
  timeZone: 'Europe/Berlin',
  prefix: '+491511',
  leads: '0123456789',
  familyFirst: false,
  given:
    'Anna Jürgen Käthe Lukas Sophie Björn Marie Günter Lena Matthias Ursula Felix Heike Tobias Renate Jörg'.split(
      ' ',
    ),
  family:
    'Müller Schmidt Schröder Weiß Köhler Fuchs Böhm Krämer Vogel Jäger Groß Winkler Schäfer Brandt Straßer Lindner'.split(
      ' ',
    ),
  company: ['Bäckerei', 'Autohaus', 'Spedition', 'Gärtnerei', 'Praxis', 'Elektro'],
  sentences: [
    'Lieferung ist nicht angekommen und wird seit Montag gesucht',
    'möchte die Rechnung noch einmal per Post bekommen',
    'neue Anschrift ab dem nächsten Monat aufgenommen',
    'fragt nach dem Stand der Reklamation',
    'Vertrag läuft aus, Angebot zur Verlängerung zugesagt',
    'Rückruf am Nachmittag vereinbart',
    'Zähler wurde doppelt abgelesen, Gutschrift erbeten',
    'Passwort zurückgesetzt, Anmeldung geht wieder',
    'beschwert sich über die lange Wartezeit',
    'Termin mit dem Techniker auf Freitag verschoben',
  ],
}

const british: Tongue = {
  language: 'en-GB',
  timeZone: 'Europe/London',
  prefix: '+44741',
  leads: '0123456789',
  familyFirst: false,
  given:
    'Oliver Amelia George Isla Harry Ava Noah Emily Jack Sophia Leo Grace Arthur Freya Oscar Poppy'.split(
      ' ',
    ),
  family:
    'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Edwards Green Hall Thomas'.split(
      ' ',
    ),
  company: ['Bakery', 'Motors', 'Logistics', 'Nurseries', 'Surgery', 'Electrics'],
  sentences: [
    'parcel shown as delivered but not received',
    'asked for the invoice to be sent again by post',
    'new address taken down from next month',
    'wants to know how the complaint is going',
    'contract ends soon, promised an offer to renew',
    'call back arranged for the afternoon',
    'meter was read twice, asks for the money back',
    'password reset and signing in works again',
    'unhappy about the long wait in the queue',
    'engineer visit moved to Friday morning',
  ],
}

const american: Tongue = {
  ...british,
  language: 'en-US',
  timeZone: 'America/New_York',
  prefix: '+1212',
  leads: '23456789',
  given:
    'James Mary José Patricia Michael Jennifer Luis Linda David Elizabeth Carlos Susan Daniel Karen Ángel Nancy'.split(
      ' ',
    ),
  family:
    'García Martínez Anderson Jackson Nguyen Hernández Thompson Moore Lee Pérez Clark Lewis Robinson Young Sánchez King'.split(
      ' ',
    ),
}

const cantonese: Tongue = {
  language: 'zh-HK',
  timeZone: 'Asia/Hong_Kong',
  prefix: '+8526',
  leads: '13459',
  familyFirst: true,
  given: '志明 家輝 美玲 嘉欣 偉強 詠詩 俊傑 淑芬 子軒 曉彤 國華 慧敏 浩然 雅婷 文傑 麗珊'.split(' '),
  family: '陳 李 黃 張 梁 林 王 吳 鄭 劉 何 葉 歐陽 鄧 馮 司徒'.split(' '),
  company: ['餅店', '車行', '物流', '花店', '診所', '電器'],
  sentences: [
    '包裹顯示已送達但客戶未收到',
    '要求重新郵寄發票',
    '已登記下月起的新地址',
    '查詢投訴進度',
    '合約即將到期，答應提供續約優惠',
    '已約定下午回電',
    '電錶重複抄錄，要求退款',
    '已重設密碼，可以登入',
    '對等候時間太長表示不滿',
    '技術員上門時間改到星期五',
  ],
}

const japanese: Tongue = {
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  prefix: '+81901',
  leads: '0123456789',
  familyFirst: true,
  given: '太郎 花子 健一 美咲 翔太 陽菜 大輔 結衣 拓也 さくら 誠 恵子 直樹 由美 蓮 あかり'.split(' '),
  family: '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上'.split(' '),
  company: ['製パン', '自動車', '運輸', '園芸', '医院', '電機'],
  sentences: [
    '荷物が届いていないとのお問い合わせ',
    '請求書の再送をご希望',
    '来月からの新しい住所を登録',
    '苦情の対応状況を確認',
    '契約更新のご案内を約束',
    '午後に折り返し電話する予定',
    'メーターの検針が重複、返金をご希望',
    'パスワードを再設定しログインできた',
    '待ち時間が長いとのご意見',
    '技術者の訪問を金曜日に変更',
  ],
}

const russian: Tongue = {
  language: 'ru',
  timeZone: 'Europe/Moscow',
  prefix: '+7916',
  leads: '0123456789',
  familyFirst: false,
  given:
    'Александр Мария Дмитрий Елена Сергей Ольга Андрей Наталья Иван Татьяна Фёдор Анастасия Павел Юлия Артём Ксения'.split(
      ' ',
    ),
  family:
    'Иваненко Петренко Соболь Ткаченко Белый Черных Седых Шевченко Бойко Мельник Гончар Коваль Лысенко Мороз Савченко Руденко'.split(
      ' ',
    ),
  company: ['Пекарня', 'Автосалон', 'Перевозки', 'Питомник', 'Клиника', 'Электро'],
  sentences: [
    'посылка отмечена доставленной, но не получена',
    'просит выслать счёт ещё раз почтой',
    'записан новый адрес со следующего месяца',
    'спрашивает, как продвигается жалоба',
    'договор заканчивается, обещано предложение о продлении',
    'договорились о звонке после обеда',
    'показания сняты дважды, просит вернуть деньги',
    'пароль сброшен, вход снова работает',
    'недоволен долгим ожиданием',
    'визит мастера перенесён на пятницу',
  ],
}

const arabic: Tongue = {
  language: 'ar',
  timeZone: 'Asia/Dubai',
  prefix: '+97150',
  leads: '23456789',
  familyFirst: false,
  given: 'محمد فاطمة أحمد مريم علي عائشة خالد نورة عمر ليلى يوسف سارة إبراهيم هدى حسن زينب'.split(' '),
  family:
    'المنصوري الهاشمي الزعابي الكعبي السويدي الحمادي النعيمي الشامسي العامري البلوشي المري الظاهري الرميثي المزروعي الفلاسي القاسمي'.split(
      ' ',
    ),
  company: ['مخبز', 'سيارات', 'شحن', 'مشتل', 'عيادة', 'كهرباء'],
  sentences: [
    'الطرد مسجل كمستلم لكنه لم يصل',
    'يطلب إرسال الفاتورة مرة أخرى بالبريد',
    'تم تسجيل العنوان الجديد من الشهر القادم',
    'يسأل عن حالة الشكوى',
    'العقد ينتهي قريبا ووعدناه بعرض للتجديد',
    'تم الاتفاق على اتصال بعد الظهر',
    'قراءة العداد مرتين ويطلب استرداد المبلغ',
    'تمت إعادة كلمة المرور والدخول يعمل',
    'غير راض عن طول الانتظار',
    'تأجيل موعد الفني إلى يوم الجمعة',
  ],
}

const thai: Tongue = {
  language: 'th',
  timeZone: 'Asia/Bangkok',
  prefix: '+6681',
  leads: '0123456789',
  familyFirst: false,
  given: 'สมชาย สมหญิง ประเสริฐ มาลี วิชัย สุดา อนันต์ พรทิพย์ กิตติ นภา ธนา รัตนา ปกรณ์ ศิริ ชาติชาย กานดา'.split(' '),
  family:
    'ใจดี รักไทย แสงทอง บุญมา ศรีสุข ทองดี วงศ์ใหญ่ มีสุข พงษ์ไพร สายทอง แก้วมณี ชัยชนะ เจริญสุข สุขใจ ดีมาก ทรัพย์มาก'.split(
      ' ',
    ),
  company: ['ร้านขนม', 'ศูนย์รถยนต์', 'ขนส่ง', 'สวนดอกไม้', 'คลินิก', 'ไฟฟ้า'],
  sentences: [
    'พัสดุแสดงว่าส่งแล้วแต่ลูกค้ายังไม่ได้รับ',
    'ขอใบแจ้งหนี้ทางไปรษณีย์อีกครั้ง',
    'แจ้งที่อยู่ใหม่ตั้งแต่เดือนหน้า',
    'สอบถามความคืบหน้าเรื่องร้องเรียน',
    'สัญญาใกล้หมด สัญญาว่าจะเสนอราคาต่ออายุ',
    'นัดโทรกลับช่วงบ่าย',
    'อ่านมิเตอร์ซ้ำสองครั้งและขอเงินคืน',
    'ตั้งรหัสผ่านใหม่แล้วเข้าใช้งานได้',
    'ไม่พอใจที่ต้องรอสายนาน',
    'เลื่อนนัดช่างไปวันศุกร์',
  ],
}

export const tongues: readonly Tongue[] = [
  german,
  british,
  cantonese,
  american,
  japanese,
  russian,
  arabic,
  thai,
]
