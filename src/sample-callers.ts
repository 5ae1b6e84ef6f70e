import { namesOf } from './greeting-cases.ts'
import type { GreetingCase } from './wire/greeting-api.ts'

interface Sample {
  readonly name: string
  readonly givenName?: string
  readonly familyName?: string
  readonly title?: string
  readonly language?: string
  readonly company?: string
  readonly outcome?: GreetingCase['outcome']
  readonly hour?: number
}

/** Names that sentences break on: long ones, other orders and directions, one word alone, a full stop at the end. */
const samples: readonly Sample[] = [
  { name: 'Joan Baker', givenName: 'Joan', familyName: 'Baker', title: 'Ms', language: 'en' },
  { name: 'Kai Jensen', givenName: 'Kai', familyName: 'Jensen', hour: 20 },
  {
    name: 'Anna-Katharina Schulze-Oberhausen von der Leitenburg',
    givenName: 'Anna-Katharina',
    familyName: 'Schulze-Oberhausen von der Leitenburg',
    title: 'Frau Prof. Dr.',
    language: 'de',
    company: 'Vereinigte Norddeutsche Hafenlogistik- und Lagerhausgesellschaft mbH & Co. KG',
  },
  { name: '陈伟', givenName: '伟', familyName: '陈', title: '先生', language: 'zh-CN', hour: 13 },
  { name: '陳美玲', givenName: '美玲', familyName: '陳', title: '小姐', language: 'zh-HK', hour: 7 },
  { name: '田中太郎', givenName: '太郎', familyName: '田中', language: 'ja', company: '株式会社山田商店' },
  { name: 'فاطمة الزهراء بنت محمد', title: 'السيدة', familyName: 'بنت محمد', language: 'ar' },
  { name: 'Suharto' },
  {
    name: 'Ana García Márquez',
    familyName: 'García Márquez',
    title: 'Señora',
    language: 'es',
    company: 'ACME Inc.',
  },
  { name: 'O’Neill & Sons Ltd.', outcome: 'organisation', company: 'O’Neill & Sons Ltd.' },
  { name: '', outcome: 'household', hour: 18 },
  { name: '', outcome: 'ambiguous' },
  { name: '', outcome: 'unknown', hour: 3 },
  { name: '', outcome: 'withheld' },
]

/** The same made-up callers for every house. */
export function sampleCallers(
  house: string | null,
  agent: string,
  language: string,
): readonly GreetingCase[] {
  return samples.map((sample) => {
    const outcome = sample.outcome ?? 'recognised'
    const card = {
      kind: 'person' as const,
      name: sample.name,
      givenName: sample.givenName ?? null,
      familyName: sample.familyName ?? null,
      title: sample.title ?? null,
      saidAs: null,
      language: sample.language ?? null,
    }
    return {
      kind: 'sample',
      outcome,
      at: null,
      hour: sample.hour ?? 10,
      direction: 'inbound',
      ...namesOf(outcome === 'recognised' ? card : null, language),
      company: sample.company ?? null,
      standing: 'usual',
      matter: null,
      house,
      agent,
    }
  })
}
