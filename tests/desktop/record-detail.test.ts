import { describe, expect, it } from 'vitest'
import { sayDetail } from '../../src/desktop/record/say-detail.ts'
import { en } from '../../src/desktop/words/en.ts'
import { makeSpoken } from '../../src/desktop/words/speak.ts'
import { zhCn } from '../../src/desktop/words/zh-cn.ts'
import { meAs } from '../browser/busy-house.ts'

const english = { me: meAs('admin', 'en'), words: en, spoken: makeSpoken('en-GB', en), language: 'en' }
const chinese = {
  me: meAs('admin', 'zh-CN'),
  words: zhCn,
  spoken: makeSpoken('zh-CN', zhCn),
  language: 'zh-CN',
}

/** As handlers write them. */
const written: readonly (readonly [action: string, detail: string, en: string, zh: string])[] = [
  ['search-interactions', 'found 1025', '1,025 entries', '1,025 条'],
  ['change-customer', 'version name numbers', 'Name and Numbers', '姓名和号码'],
  ['account-changed', 'password,extensions', 'Password and Extensions', '密码和分机'],
  [
    'verify-caller',
    'main:1763975400.1182 by questions, shows wishes cases',
    'Call main:1763975400.1182: Security questions; shown: Wishes and Cases',
    '通话 main:1763975400.1182：安全问题；已显示：意愿和工单',
  ],
  [
    'verify-caller',
    'a by b by questions, shows nothing more',
    'Call a by b: Security questions; shown: nothing more',
    '通话 a by b：安全问题；已显示：无其他内容',
  ],
  ['sign-in-failed', 'wrong-password', 'wrong password', '密码错误'],
  ['draw-sample', 'complaint, 12 calls', 'About a complaint: 12 calls', '涉及投诉：12 次通话'],
  ['export', '{"kind":"promises","format":"csv","teams":null}', 'Promises · CSV (for spreadsheets)', ''],
  [
    'export-done',
    '{"rows":41318,"bytes":9,"sha256":"ab"}',
    '41,318 rows, 9 bytes, SHA-256 ab',
    '41,318 行，9 字节，SHA-256 ab',
  ],
  ['prune-record', 'up to seal 812 5f3c', 'up to seal 812 (5f3c)', '至封印 812（5f3c）'],
  ['merge-customer', 'from 7', 'Customer 7', '客户 7'],
  ['account-created', 'auditor', 'Auditor', ''],
]

describe('what the record says beside a deed', () => {
  it.each(written)(
    '[P109] is said in the language of the page: %s, %s',
    (action, detail, inEnglish, inChinese) => {
      expect(sayDetail({ action, detail }, english)).toBe(inEnglish)
      const said = sayDetail({ action, detail }, chinese)
      if (inChinese === '') expect(said).toMatch(/\p{Script=Han}/u)
      else expect(said).toBe(inChinese)
    },
  )

  it('stays as it was written where it is not understood', () => {
    for (const [action, detail] of [
      ['export', 'an older way of writing'],
      ['export-done', '[]'],
      ['account-created', 'janitor'],
      ['verify-caller', 'something else'],
      ['a-newer-deed', 'x 12'],
    ] as const)
      expect(sayDetail({ action, detail }, english)).toBe(detail)
    expect(sayDetail({ action: 'pop', detail: '' }, english)).toBe('')
  })
})
