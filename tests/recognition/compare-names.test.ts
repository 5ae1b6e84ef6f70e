import { expect, it } from 'vitest'
import { differsFromRecord } from '../../src/recognition/compare-names.ts'

const record = (name: string, belongsTo: string | null = null) => ({
  name,
  givenName: null,
  familyName: null,
  belongsTo: belongsTo === null ? null : { name: belongsTo },
})

it.each([
  ['MAX MUSTERMANN', 'Max Mustermann', false],
  ['Mustermann M', 'Max Mustermann', false],
  ['Müller', 'Mueller-Lüdenscheidt, Jörg Muller', false],
  ['ERIKA MUSTER', 'Max Mustermann', false],
  ['John Smith', 'Max Mustermann', true],
  ['Your Bank', 'Max Mustermann', true],
  ['Иван Петров', 'Max Mustermann', false],
  ['陈伟', '王小明', true],
  ['陈伟', '陈伟明', false],
  ['陈伟', 'Chen Wei', false],
  ['+49 151 12345678', 'Max Mustermann', false],
  ['', 'Max Mustermann', false],
  [null, 'Max Mustermann', false],
])('%j for %j differs: %j', (claimed, name, differs) => {
  expect(differsFromRecord(claimed, record(name))).toBe(differs)
})

it('the company’s name is as good as the person’s', () => {
  expect(differsFromRecord('ACME GMBH', record('Eva Roth', 'Acme GmbH & Co. KG'))).toBe(false)
  expect(differsFromRecord('ACME GMBH', record('Eva Roth'))).toBe(true)
})
