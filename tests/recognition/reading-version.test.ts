import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { type NumberPlan, numberFormats } from '../../src/call/caller-number.ts'
import { readingVersion, readNumber } from '../../src/recognition/read-number.ts'

/** What a change of the reading is likely to touch: prefixes, lengths, countries, words. */
const raws =
  `+4915112345678 4915112345678 015112345678 004915112345678 0114915112345678 9015112345678 030/123456-0
  030/123456-78 62345678 1001 110 911 112 0 000 anonymous unknown +266696687 +86282452253 +11111111111 013812345678
  8613812345678 1795113812345678 12593013812345678 01062345678 010-62345678-801 95588 01095588 +8695588 4008123456
  85221234567 85212345678 0612345678 +39612345678 3331234567 89161234567 06301234567 +5215512345678 0111512345678
  02112345678 02111987654321 07911123456 +44(0)2079460018 61412345678 09012345678 01012345678 919876543210 0501234567
  0049301234567 +4930555100 2125550123 12125550123 +12125550123;ext=42 tel:0301234567;phone-context=+49 33612345678
  sip:%2B4930%201234567@x;user=phone +٤٩٣٠١٢٣٤٥٦٧ ０９０ー１２３４ー５６７８ <sip:+49301234567@x>;privacy=full 9911
  990112 436641234567 30123456 91234567 0041446681800`.split(/\s+/)
const regions = ['DE', 'AT', 'US', 'CN', 'HK', 'IT', 'AR', 'MX', 'BR', 'RU', 'JP', 'GB', 'LU']

/**
 * Keys that are stored were made by the reading of their time. When this fails because numbers are read otherwise on
 * purpose: raise `readingVersion`, so that houses read their stored numbers again, and write the new sum down here.
 */
it('[P62] the same version reads the same', () => {
  const plans: NumberPlan[] = regions.flatMap((region) =>
    numberFormats.flatMap((format) => [
      { region, format },
      { region, format, areaCode: '30', outsidePrefix: '9', extensionLength: 4 },
    ]),
  )
  const sum = createHash('sha256')
  for (const plan of plans) {
    for (const raw of raws) {
      const number = readNumber(raw, plan)
      const says = number.kind === 'unreadable' ? { kind: number.kind } : number
      sum.update(JSON.stringify(says))
    }
  }
  expect({ version: readingVersion, sum: sum.digest('hex').slice(0, 16) }).toEqual({
    version: 2,
    sum: '0e3e68c6b2f8929d',
  })
})
