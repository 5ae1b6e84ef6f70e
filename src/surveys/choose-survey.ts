import { createHash } from 'node:crypto'
import type { CallToSurvey } from '../store/survey-store.ts'
import { contactAllowed } from '../wire/contact-allowed.ts'
import type { Wish } from '../wire/wishes.ts'

/** A survey as it is configured. */
export interface Survey {
  readonly name: string
  readonly queues: readonly string[]
  readonly dispositions: readonly string[]
  readonly directions: readonly string[]
  readonly share: number
  readonly everyDays: number
  readonly channel: 'sms' | 'e-mail'
  readonly expiresDays: number
  readonly text: Readonly<Record<string, string>>
  readonly bad: {
    readonly satisfaction: number
    readonly recommendation: number
    readonly effort: number
    readonly callBackHours: number
    readonly team?: string | undefined
  }
}

/**
 * The survey for this call, if somebody may be asked at all. `disposition` is null at the call's end: then only surveys that
 * do not wait for one are looked at. Whether a call falls into the share is told by its id, so that asking twice does not
 * raise the odds.
 */
export function chooseSurvey(
  surveys: readonly Survey[],
  call: CallToSurvey,
  disposition: string | null,
  now: number,
): Survey | null {
  if (call.answeredAt === null) return null
  const survey = surveys.find((one) => fits(one, call, disposition))
  if (!survey || !isDrawn(call.callId, survey.share)) return null
  return addressOf(survey, call) !== undefined && mayAsk(survey, call, now) ? survey : null
}

function fits(
  { directions, queues, dispositions }: Survey,
  call: CallToSurvey,
  disposition: string | null,
): boolean {
  if (!directions.includes(call.direction)) return false
  if (queues.length > 0 && (call.queue === null || !queues.includes(call.queue))) return false
  return dispositions.length === 0 || (disposition !== null && dispositions.includes(disposition))
}

function isDrawn(callId: string, share: number): boolean {
  const drawn = createHash('sha256').update(`survey ${callId}`).digest().readUInt32BE(0) / 2 ** 32
  return drawn * 100 < share
}

/** Where it goes; null where the house's gateway has to know it; undefined where it cannot go. */
export function addressOf({ channel }: Survey, { numberKey, presentation, customerId }: CallToSurvey) {
  if (channel === 'e-mail') return customerId === null ? undefined : null
  return presentation !== 'restricted' && numberKey?.startsWith('+') ? numberKey : undefined
}

/** Words by which customers say in free text that they do not want to be asked. */
const refusals =
  /survey|feedback|questionnaire|umfrage|befragung|bewertung|enquête|sondage|encuesta|sondaggio|pesquisa|调查|調查|问卷|問卷|回访|回訪|アンケート|설문|опрос|استطلاع/iu

function mayAsk({ channel }: Survey, { customer }: CallToSurvey, now: number): boolean {
  if (!customer) return true
  if (customer.wishes.some((wish) => refusals.test(wish))) return false
  const stated = JSON.parse(customer.statedWishes ?? '[]') as Wish[]
  if (stated.some((wish) => wish.kind === 'note' && refusals.test(JSON.stringify(wish)))) return false
  return contactAllowed(stated, channel, now, customer.timeZone ?? 'UTC').allowed
}
