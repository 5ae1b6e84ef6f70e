import { z } from 'zod'
import * as greeting from './greeting-api.ts'
import { leads, list } from './route-shapes.ts'

const wordedPhrase = z.strictObject({ language: z.string().max(20), phrase: z.string().max(40) })

/** How the house words what its agents say first. Part of `routes`. */
export const greetingRoutes = {
  readGreetings: {
    method: 'get',
    path: '/v1/greetings',
    roles: leads,
    summary: 'How greetings are worded, in every language and situation, and what each text may use',
    response: greeting.greetingPhrases,
  },
  readGreetingVersions: {
    method: 'get',
    path: '/v1/greetings/:language/:phrase/versions',
    roles: leads,
    summary: 'How it was worded before, newest first, and by whom',
    params: wordedPhrase,
    response: list(greeting.greetingVersion),
  },
  changeGreeting: {
    method: 'put',
    path: '/v1/greetings/:language/:phrase',
    roles: leads,
    summary: 'Word it otherwise: an ICU message; a fault is refused with its place',
    params: wordedPhrase,
    body: greeting.greetingChange,
    response: greeting.greetingPhrase,
  },
  giveBackGreeting: {
    method: 'delete',
    path: '/v1/greetings/:language/:phrase',
    roles: leads,
    summary: 'Back to the built-in text',
    params: wordedPhrase,
    query: greeting.versionQuery,
    response: greeting.greetingPhrase,
  },
  readGreetingCases: {
    method: 'get',
    path: '/v1/greetings/cases',
    roles: leads,
    summary: 'Callers to try a text on: the last ones of the house, then made-up names; it is put on record',
    query: greeting.casesQuery,
    response: list(greeting.greetingCase),
  },
  tryGreeting: {
    method: 'post',
    path: '/v1/greetings/preview',
    roles: leads,
    summary: 'What a text would say to these callers, or where it is faulty; nothing is stored',
    body: greeting.greetingTrial,
    response: greeting.greetingPreview,
  },
} as const
