import { factKey } from '../wire/facts-api.ts'
import { UnreadableFile } from './decode-file.ts'

const fieldNames = {
  externalId:
    'externalid external extid crmid id customerid customernumber customerno clientid contactid kundennummer kundennr kundenid 客户编号 客户id 编号 顧客番号',
  kind: 'kind type customertype art typ kundentyp 类型 客户类型',
  name: 'name fullname displayname customername contactname kundenname 姓名 名称 客户名称 客户姓名 氏名 名前 الاسم nomcomplet nombrecompleto',
  givenName: 'givenname firstname forename vorname prenom prénom nombre 名',
  familyName: 'familyname lastname surname nachname nomdefamille apellido apellidos 姓',
  title: 'title salutation formofaddress anrede titel 称谓 称呼 敬称',
  saidAs: 'saidas addressas',
  pronunciation: 'pronunciation phonetic aussprache furigana 拼音',
  language: 'language lang locale sprache langue idioma 语言 言語',
  timeZone: 'timezone tz zeitzone 时区',
  tier: 'tier segment level customertier kundenstufe 等级 级别 客户等级',
  role: 'role position jobtitle function funktion 职位 役職',
  about: 'about notes note remark remarks comment bemerkung notiz 备注 備考',
  confidential: 'confidential secret securitynotes vertraulich geheim 机密 保密备注 機密',
  wishes: 'wishes contactwishes preferences wünsche 偏好',
  revenue: 'revenue annualrevenue yearlyrevenue turnover umsatz jahresumsatz 收入 年收入 売上',
  costToServe: 'costtoserve servicecost betreuungskosten 服务成本',
  potential: 'potential upsell potenzial 潜力',
  referrals: 'referrals referred empfehlungen 推荐人数',
  since: 'since customersince kundeseit 客户起始日',
  belongsTo:
    'belongsto company companyid companyexternalid household householdid account accountid firma firmennummer 公司 公司编号 会社',
} as const

export type ColumnField = keyof typeof fieldNames

const fieldByName = new Map<string, ColumnField>()
for (const [field, names] of Object.entries(fieldNames)) {
  for (const name of names.split(' ')) fieldByName.set(name, field as ColumnField)
}

const numberName =
  /^(number|phone|phonenumber|tel|telephone|telefon|telefonnummer|telefono|teléfono|téléphone|rufnummer|电话|电话号码|联系电话|電話|電話番号|الهاتف)\d*$/u
const labels: readonly (readonly [label: string, names: RegExp])[] = [
  [
    'mobile',
    /^(mobile|mobil|mobilephone|mobilenumber|cell|cellphone|handy|handynummer|mobiltelefon|手机|手机号|手机号码|携帯|جوال)\d*$/u,
  ],
  ['home', /^(home|homephone|phonehome|privat|telefonprivat|家庭电话)\d*$/u],
  [
    'work',
    /^(work|workphone|phonework|business|businessphone|officephone|telefongeschäftlich|办公电话)\d*$/u,
  ],
]

export interface Columns {
  readonly fields: ReadonlyMap<ColumnField, { readonly place: number; readonly header: string }>
  readonly numbers: readonly {
    readonly place: number
    readonly header: string
    readonly label: string | null
  }[]
  /** `fact:KEY`. */
  readonly facts: readonly { readonly place: number; readonly header: string; readonly key: string }[]
  /** Headers that name nothing we know: shown to whoever imports. */
  readonly ignored: readonly string[]
  readonly count: number
}

/**
 * What the columns of a file are, by their names: case, spaces, dashes and underscores do not matter, and the usual other
 * names are known. Throws UnreadableFile where the file could only be misread.
 */
export function readColumns(headers: readonly string[]): Columns {
  const fields = new Map<ColumnField, { place: number; header: string }>()
  const numbers: { place: number; header: string; label: string | null }[] = []
  const facts: { place: number; header: string; key: string }[] = []
  const ignored: string[] = []
  headers.forEach((header, place) => {
    const key = factKeyOf(header)
    if (key !== null) {
      facts.push({ place, header: header.trim(), key })
      return
    }
    const name = plainName(header)
    const field = fieldByName.get(name)
    const label = numberLabel(name)
    if (field) claim(fields, field, place, header)
    else if (label !== undefined) numbers.push({ place, header: header.trim(), label })
    else if (name !== '') ignored.push(header.trim())
  })
  if (!fields.has('externalId')) {
    throw new UnreadableFile(
      'There is no column with the external id (externalId): without it a second import would make every customer again.',
    )
  }
  if (!fields.has('name') && !fields.has('familyName')) {
    throw new UnreadableFile('There is no column with the name (name, or firstName and lastName).')
  }
  return { fields, numbers, facts, ignored, count: headers.length }
}

function claim(
  fields: Map<ColumnField, { place: number; header: string }>,
  field: ColumnField,
  place: number,
  header: string,
): void {
  const other = fields.get(field)
  if (other) throw new UnreadableFile(`Two columns are both ${field}: "${other.header}" and "${header}".`)
  fields.set(field, { place, header: header.trim() })
}

/** Throws UnreadableFile for a key that no fact can have. */
function factKeyOf(header: string): string | null {
  const [, name] = /^\s*fact\s*[:：]\s*(.*)$/isu.exec(header) ?? []
  if (name === undefined) return null
  const key = factKey.safeParse(name)
  if (!key.success)
    throw new UnreadableFile(`The column "${header.trim()}" names no fact: ${key.error.issues[0]?.message}.`)
  return key.data
}

function plainName(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.:()*#/]/g, '')
}

function numberLabel(name: string): string | null | undefined {
  if (numberName.test(name)) return null
  return labels.find(([, names]) => names.test(name))?.[0]
}
