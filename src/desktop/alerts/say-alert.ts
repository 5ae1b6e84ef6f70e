import type { AlertView } from '../../wire/alert-api.ts'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'

interface Speech {
  readonly words: Words
  readonly spoken: Spoken
  readonly now: number
  /** A queue as the house calls it. */
  readonly queueName: (source: string, queue: string) => string
}

/** What an alert says in one sentence. Names and subjects stand beside it. */
export function sayAlert(
  { rule, subjectKey, figures }: Pick<AlertView, 'rule' | 'subjectKey' | 'figures'>,
  { words, spoken, now, queueName }: Speech,
): string {
  const say = words.alerts.says
  const number = (key: string) => Number(figures[key] ?? 0)
  const text = (key: string) => String(figures[key] ?? '')
  switch (rule) {
    case 'case-unresolved':
      return say.caseUnresolved(number('contacts'))
    case 'promise-at-risk':
      return subjectKey === 'more'
        ? say.morePromises(number('more'))
        : say.promiseAtRisk(spoken.moment(number('dueAt'), now))
    case 'honoured-waiting':
      return say.honouredWaiting(
        spoken.time(number('since')),
        figures.queue ? queueName(text('source'), text('queue')) : null,
      )
    case 'reason-spiking':
      return figures.cause
        ? say.causeSpiking(
            words.cases.causes[text('cause') as keyof Words['cases']['causes']],
            number('callers'),
            number('usual'),
          )
        : say.reasonSpiking(text('name'), number('callers'), number('usual'))
    case 'recognition-falling':
      return say.recognitionFalling(text('source'), number('share'), number('usual'))
    case 'source-silent':
      return say.sourceSilent(text('source'), number('minutes'), number('usual'))
    case 'mystery-call':
      return say.mysteryCall(subjectKey.replace(/^[^:]*:/, ''))
    case 'record-broken':
      return say.recordBroken(
        spoken.count(number('seal')),
        words.record.chain.faults[text('fault') as keyof Words['record']['chain']['faults']],
      )
  }
}
