import { z } from 'zod'
import { disclosureStages, usualDisclosure } from './screenpop/disclose.ts'
import { usualStandingRules } from './standing/standing-rules.ts'
import { maskable } from './wire/pop.ts'

/** A secret stands in the file itself or, better, in the environment variable that is named. */
export const secret = z.union([z.string().min(1), z.strictObject({ env: z.string().min(1) })])
export const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'letters, digits, _ and - only, at most 64')
export const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag')
export const label = z.string().min(1).max(100)
/** Something that people choose by its name and that is kept by its id. */
export const named = z.strictObject({ id: name, name: z.record(language, label) })

const weight = z.number().min(-100).max(100)
const full = z.number().positive()
const { weights, full: fulls, risk } = usualStandingRules

/** What a customer's value is made of, and what the house suggests from which value on. */
export const valueSettings = z
  .strictObject({
    weights: z
      .strictObject({
        revenue: weight.default(weights.revenue),
        potential: weight.default(weights.potential),
        tenure: weight.default(weights.tenure),
        frequency: weight.default(weights.frequency),
        referrals: weight.default(weights.referrals),
        costToServe: weight.default(weights.costToServe),
        risk: weight.default(weights.risk),
      })
      .prefault({}),
    full: z
      .strictObject({
        revenue: full.default(fulls.revenue),
        potential: full.default(fulls.potential),
        tenure: full.default(fulls.tenure),
        frequency: full.default(fulls.frequency),
        referrals: full.default(fulls.referrals),
        costToServe: full.default(fulls.costToServe),
        risk: full.default(fulls.risk),
      })
      .prefault({}),
    risk: z
      .strictObject({
        some: z.int().min(1).max(200).default(risk.some),
        high: z.int().min(1).max(200).default(risk.high),
      })
      .prefault({}),
    tiers: z
      .array(
        z.strictObject({
          tier: z.string().min(1).max(32),
          from: z.number().min(0).max(100),
          suggestion: z.record(language, z.string().min(1).max(200)).optional(),
        }),
      )
      .default([]),
  })
  .prefault({})

const disclosure = z.strictObject({
  when: z.enum(disclosureStages),
  greetByName: z.boolean().optional(),
  askToVerify: z.boolean().optional(),
  masked: z.array(z.enum(maskable)).optional(),
})

function usualRow(when: (typeof disclosureStages)[number]) {
  const { greetByName, askToVerify, masked } = usualDisclosure[when]
  return { when, greetByName, askToVerify, masked: [...masked] }
}

/** How the house deals with calls and with what it knows of callers. */
export const policySettings = z
  .strictObject({
    /** What agents of a ring group see while it rings. */
    ringGroupStage: z.enum(['first-name', 'full']).default('first-name'),
    /** Whether a number that the caller withheld, but the carrier sent, may be looked up. */
    useRestrictedNumbers: z.boolean().default(false),
    /** The claim by which your IVR says that it has checked who is calling (a PIN); its value is `true`, `yes` or `1`. */
    checkedClaim: z.string().min(1).max(64).nullable().default(null),
    /** What a trust in the caller allows; what is not said stays as it usually is. */
    disclosure: z.array(disclosure).default(() => disclosureStages.map(usualRow)),
    /** How agents make sure who is speaking. */
    verificationMethods: z
      .array(named)
      .min(1)
      .default([
        { id: 'questions', name: { en: 'Security questions', 'zh-CN': '安全问题' } },
        { id: 'code', name: { en: 'Code sent to a known address', 'zh-CN': '向已知地址发送的验证码' } },
        { id: 'call-back', name: { en: 'Call back to a known number', 'zh-CN': '回拨已知号码' } },
        { id: 'document', name: { en: 'Document or contract data', 'zh-CN': '证件或合同信息' } },
      ]),
    /** Outside directories have so long to answer for a pop. Seconds. */
    directorySeconds: z.number().min(0.1).max(10).default(2),
    /** Tiers whose customers are thanked when they are greeted. Nobody is greeted worse for not being of one. */
    honouredTiers: z.array(z.string().min(1).max(32)).default(['gold']),
    /** A ring that is reported later than this pops nobody. Seconds. */
    staleRingSeconds: z.int().min(5).max(600).default(60),
    /** A call without any event for this long is closed and says so. Minutes. */
    silentCallMinutes: z.int().min(1).max(2880).default(240),
    /** A call that only rings or waits for this long is closed. Minutes. */
    unansweredCallMinutes: z.int().min(1).max(600).default(60),
    /** A pop that still waits for its wrap-up after this long is closed. Minutes. */
    wrapUpMinutes: z.int().min(1).max(2880).default(120),
    /** Events and closed pops are kept this long for explanation; never less than 8 days. */
    keepEventsDays: z.int().min(8).max(3650).default(30),
    /** The record of who did what is kept this long; for ever where nothing is said. */
    keepAuditDays: z.int().min(30).max(36_500).nullable().default(null),
  })
  .prefault({})
