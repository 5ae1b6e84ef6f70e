import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { NumberFormat } from '../../src/call/caller-number.ts'
import type { Chance } from '../simulator/chance.ts'

/** A desk of the house: how its phone system writes numbers, and how people there are called and reached. */
export interface Place {
  readonly source: string
  readonly region: string
  readonly format: NumberFormat
  readonly areaCode?: string
  readonly outsidePrefix?: string
  readonly language: string
  readonly did: string
  readonly mobile: readonly [start: string, more: number]
  readonly landline: readonly [start: string, more: number]
  readonly families: readonly string[]
  readonly givens: readonly string[]
  readonly eastern?: boolean
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const places: readonly Place[] = [
  {
    source: 'berlin',
    region: 'DE',
    format: 'national',
    areaCode: '30',
    language: 'de',
    did: '+493023125100',
    mobile: ['49151', 8],
    landline: ['4930', 8],
    families: words(
      'Müller Schmidt Yılmaz Nowak Öztürk Wagner Großmann Kaiser Lindqvist Petrov Sommerfeld Brandt',
    ),
    givens: words('Anna Max Ayşe Jörg Katarzyna Erika Paul Lena Mehmet Ingrid Emil Sofia'),
  },
  {
    source: 'shanghai',
    region: 'CN',
    format: 'as-dialled',
    areaCode: '21',
    outsidePrefix: '9',
    language: 'zh-CN',
    did: '+862162345678',
    mobile: ['86138', 8],
    landline: ['8621', 8],
    families: words('王 李 张 刘 陈 杨 黄 赵 吴 周 欧阳 司马'),
    givens: words('伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 小明'),
    eastern: true,
  },
  {
    source: 'hongkong',
    region: 'HK',
    format: 'e164',
    language: 'zh-Hant',
    did: '+85225550100',
    mobile: ['8529', 7],
    landline: ['8522', 7],
    families: words('陳 黃 林 何 鄭 梁 馮 葉 Chan Wong Lam Ho'),
    givens: words('大文 美玲 志明 嘉欣 家豪 詠詩 Kelvin Mandy Ka-Ming Siu-Ling Tony Winnie'),
    eastern: true,
  },
  {
    source: 'newyork',
    region: 'US',
    format: 'e164-no-plus',
    language: 'en',
    did: '+12125550100',
    mobile: ['1917', 7],
    landline: ['1212', 7],
    families: words('Smith Johnson García Nguyen Brown Rossi Cohen O’Brien Patel Kim Jackson Rivera'),
    givens: words('James Mary José Linh Robert Maria David Siobhán Priya Min-Jun Aaliyah Carlos'),
  },
  {
    source: 'saopaulo',
    region: 'BR',
    format: 'as-dialled',
    areaCode: '11',
    language: 'pt',
    did: '+551131234567',
    mobile: ['55119', 8],
    landline: ['55113', 7],
    families: words('Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Ribeiro Almeida Gomes Araújo'),
    givens: words('João Ana Pedro Maria Lucas Júlia Rafael Beatriz Gabriel Larissa Matheus Camila'),
  },
  {
    source: 'dubai',
    region: 'AE',
    format: 'e164',
    language: 'ar',
    did: '+97143123456',
    mobile: ['97150', 7],
    landline: ['9714', 7],
    families: words('الهاشمي المنصوري النعيمي الشامسي الكعبي البلوشي الزعابي المزروعي'),
    givens: words('محمد فاطمة أحمد مريم خالد عائشة سعيد نورة'),
  },
]

/** Makes numbers that nobody has yet. */
export function numberMaker(chance: Chance): (place: Place, line: 'mobile' | 'landline') => string {
  const made = new Set<string>()
  return (place, line) => {
    for (;;) {
      const [start, more] = place[line]
      const rest = Array.from({ length: more }, (_, n) => chance.between(n === 0 ? 2 : 0, 9)).join('')
      const e164 = `+${start}${rest}`
      if (made.has(e164) || !parsePhoneNumberFromString(e164, { extract: false })?.isValid()) continue
      made.add(e164)
      return e164
    }
  }
}

/** What the phone system of a place writes for a number, with the habits of networks: now and then a prefix or a URI. */
export function writeNumber(e164: string, place: Place, chance: Chance): string {
  const number = parsePhoneNumberFromString(e164)
  const own = number?.country === place.region
  const written = formatFor(e164, number?.formatNational() ?? e164, own, place)
  if (chance.of(0.03)) return `sip:${written.replaceAll(' ', '')}@trunk.example;user=phone`
  if (place.region === 'CN' && own && written.startsWith('1') && chance.of(0.1)) return `0${written}`
  return written
}

function formatFor(e164: string, national: string, own: boolean, { format }: Place): string {
  if (format === 'e164') return e164
  if (format === 'e164-no-plus') return e164.slice(1)
  const digits = national.replace(/\D/g, '')
  return own ? digits : `00${e164.slice(1)}`
}
