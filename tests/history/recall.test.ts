import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameMatch, readSearch } from '../../src/history/find-interactions.ts'
import { expressQuery } from '../../src/history/search-reader.ts'
import { engines } from '../store/engines.ts'
import { openHistory, readGerman, vocabulary } from './opened-history.ts'

const reading = { readNumber: readGerman, vocabulary, teams: null, now: 0 }

/** A small generator with a seed (mulberry32), so that a failing run can be had again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const words = [
  ...'rechnung Rückruf bill invoice Paket late Über straße naïve Łódź перезвонить Чай αυτό'.split(' '),
  ...'王 小 明 王小明 客户 客戶 订单 訂單 来电 后 後 头发 頭髮 明天 の 田中 サービス カード 배송 지연 จัดส่ง น้ำ'.split(
    ' ',
  ),
  ...'فاتورة محمد a1 x99 42 007'.split(' '),
]
const gaps = [' ', '', ' ', ', ', '。', '-']

/** What a scan of the text finds: every space-free run anywhere, every other word as a whole word; nothing of ours is used. */
function scanFinds(text: string, query: string): boolean {
  const plain = (value: string): string =>
    value
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll('ł', 'l')
      .replaceAll('ة', 'ه')
      .replaceAll('ς', 'σ')
      .replaceAll(/[戶訂單後頭髮發]/g, (one) => '户订单后头发发'['戶訂單後頭髮發'.indexOf(one)] as string)
      .split('')
      .map((character) =>
        /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]/u.test(character)
          ? character.normalize('NFD').charAt(0)
          : character,
      )
      .join('')
  const tied = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}ー]/u
  const folded = plain(text)
  const wanted = plain(query)
  if (tied.test(wanted)) return folded.includes(wanted)
  const pieces = folded.split(
    /[^\p{L}\p{N}\p{M}]+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}ー]+/u,
  )
  // The digits of a word of letters and digits are looked for as well.
  return pieces.some(
    (piece) => piece === wanted || piece.match(/\d{3,}/g)?.some((digits) => digits === wanted),
  )
}

describe.each(engines)('the index against a plain scan on %s', (_engine, open) => {
  let history: ReturnType<typeof openHistory>
  const told: { id: number; text: string }[] = []

  beforeAll(async () => {
    history = openHistory(await open())
    const roll = dice(20_261_102)
    const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T
    for (let n = 0; n < 3000; n++) {
      let text = ''
      for (let length = 1 + roll(12); length > 0; length--) text += pick(words) + pick(gaps)
      told.push({ id: (await history.tell(text)).id, text })
    }
    await history.index()
  })
  afterAll(() => history.close())

  it('[P29] finds all and only what a scan finds, for 2,000 rows and more of queries in mixed scripts', async () => {
    const roll = dice(7)
    const ids = async (query: string): Promise<number[]> => {
      const found: number[] = []
      let before: string | undefined
      do {
        const page = await history.ask({ text: `${query} `, most: 100, ...(before ? { before } : {}) })
        found.push(...page.found.map((hit) => hit.interaction.id))
        before = page.next ?? undefined
      } while (before !== undefined)
      return found
    }
    let total = 0
    for (let n = 0; n < 120; n++) {
      const [first, second] = [words[roll(words.length)] as string, words[roll(words.length)] as string]
      const wanted = n % 3 === 0 ? [first] : n % 3 === 1 ? [first, second] : [tiedPair(roll)]
      const expected = told
        .filter(({ text }) => wanted.every((word) => scanFinds(text, word)))
        .map(({ id }) => id)
        .reverse()
      expect(await ids(wanted.join(' ')), wanted.join(' ')).toEqual(expected)
      total += expected.length
    }
    expect(total).toBeGreaterThan(2000)
  })

  it('refuses a search that takes too long with 503, and answers the next one', async () => {
    const hasty = openHistory(history, 1)
    await expect(
      hasty.ask({
        text: '-"nobody wrote this" -"王小明王小明王小明" -王 -明 -小 -a1 -bill -x99 -の -a -カ -客',
      }),
    ).rejects.toMatchObject({ status: 503 })
    expect((await history.ask({ text: '王小明' })).found.length).toBeGreaterThan(0)
  })
})

/** A run that is rarely in the texts as it stands, though its pairs are. */
function tiedPair(roll: (sides: number) => number): string {
  const tied = [
    '王小',
    '小明',
    '明天',
    '客户订单',
    '订单来',
    '户订',
    '王小明王',
    'の田',
    'カードの',
    '배송지',
    'จัดส่งน้ำ',
  ]
  return tied[roll(tied.length)] as string
}

describe('whatever is typed', () => {
  it('is never an error of syntax, in 100,000 random strings', () => {
    const db = new Database(':memory:')
    db.exec(`create virtual table s using fts5 (tokens, content = '', contentless_delete = 1, detail = none,
      tokenize = "ascii tokenchars ':_+-.@#*/'")`)
    db.prepare('insert into s (rowid, tokens) values (1, ?)').run('a b c 王小 小')
    const find = db.prepare('select rowid from s where s match ? and rowid < 5 order by rowid desc limit 5')
    const roll = dice(99)
    const alphabet = [
      ...'abAB09 "\'*-+()^:{}[]<>\\/@._,;%&|!?~`#=$\t\n\0',
      ...'王小明んー한ไé\u0301ß\ud800\udc00\uffff\u200d\ufeff“”„«»٣😀',
      ' AND ',
      ' OR ',
      ' NOT ',
      ' NEAR(',
      'tokens:',
    ]
    for (let n = 0; n < 100_000; n++) {
      let text = ''
      for (let length = roll(24); length > 0; length--) text += alphabet[roll(alphabet.length)]
      const { order } = readSearch({ text, disposition: n % 7 === 0 ? text : undefined }, reading)
      const match = order && expressQuery(order.query, () => (n % 2 === 0 ? null : ['a', '王小']))
      if (match) find.all(match)
      const name = nameMatch(text)
      if (name !== null) find.all(name)
    }
  })

  it('is never an error of the engine when it is as long as may be', () => {
    const db = new Database(':memory:')
    db.exec(`create virtual table s using fts5 (tokens, content = '', detail = none,
      tokenize = "ascii tokenchars ':_+-.@#*/'")`)
    for (const text of [
      'a '.repeat(250),
      '王'.repeat(500),
      '-a '.repeat(166),
      'é.'.repeat(250),
      '1 '.repeat(250),
    ]) {
      const query = readSearch({ text }, reading).order?.query
      const many = Array.from({ length: 500 }, (_, n) => `t${n}`)
      const match = query && expressQuery(query, () => many)
      if (match) db.prepare('select rowid from s where s match ?').all(match)
    }
  })
})
