import type { ReadNumber } from '../../src/customer/read-numbers.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

/** As the house has it: people's spelling of the region, and extensions of a source. Also loaded by the import's thread. */
export function openNumberReader(settings: unknown): ReadNumber {
  const { region: usual } = settings as { region: string }
  return (raw, region, source) => {
    const number = readNumber(raw, {
      region: region ?? usual,
      format: 'as-dialled',
      ...(source === undefined ? {} : { extensionLength: 4 }),
    })
    if (number.kind === 'e164') return { number, key: number.e164 }
    return {
      number,
      key: number.kind === 'extension' && source ? `ext:${number.extension}@${source}` : null,
    }
  }
}
