import { describe, expect, it } from 'vitest'
import { numberFormats } from '../../src/call/caller-number.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

function kindsOf(raw: string, region = 'DE'): string[] {
  return [...new Set(numberFormats.map((format) => readNumber(raw, { region, format, areaCode: '30' }).kind))]
}

describe('a caller who hides is withheld', () => {
  it.each([
    'anonymous',
    'Anonymous',
    'Restricted',
    'restricted',
    'private',
    'PRIVATE NUMBER',
    'Private Caller',
    'withheld',
    'Number withheld',
    'blocked',
    'Caller ID blocked',
    'No Caller ID',
    'P',
    'xxxxxxxx',
    'Privat',
    'Anonym',
    'Rufnummer unterdrückt',
    'privé',
    'NUMÉRO MASQUÉ',
    'número oculto',
    'Anônimo',
    'Numero privato',
    'anoniem',
    'zastrzeżony',
    'Номер скрыт',
    'rejtett szám',
    'gizli numara',
    'dolt nummer',
    '匿名',
    '私人号码',
    '隐藏',
    '無來電顯示',
    '非通知',
    '발신자표시제한',
    'חסוי',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    'sip:anonymous@anonymous.invalid;user=phone',
    'anonymous@anonymous.invalid',
    'sip:anonymous.invalid',
    '<sip:+49301234567@anonymous.invalid>',
    'sip:restricted@10.0.0.1',
    '<anonymous>',
    '+anonymous',
    ' "anonymous" ',
    'an\u200bonymous',
    'ＡＮＯＮＹＭＯＵＳ',
    '+266696687',
    '266696687',
    '+7378742833',
    '7378742833',
    '+2562533',
    '2562533',
    '+7748283',
    '+94844353',
    'sip:+266696687@gw',
  ])('%s', (raw) => {
    expect(kindsOf(raw)).toEqual(['withheld'])
  })
})

describe('a call that names nobody is unavailable', () => {
  it.each([
    '',
    ' ',
    '\t',
    '\u200b',
    '\u0000',
    '+',
    '-',
    '?',
    '<>',
    '""',
    '0',
    '00',
    '+0',
    '000',
    '0000000000',
    'unknown',
    '<unknown>',
    'Unknown Caller',
    'unavailable',
    'Unavailable',
    'ID unavailable',
    'not available',
    'n/a',
    'out of area',
    'Out-Of-Area',
    'O',
    'asterisk',
    'freeswitch',
    'none',
    'null',
    'undefined',
    'NaN',
    'Unbekannt',
    'unbekannter Anrufer',
    'Inconnu',
    'desconocido',
    'sconosciuto',
    'неизвестный номер',
    'Номер не определён',
    'ismeretlen',
    '未知',
    '无号码',
    '未知号码',
    '通知不可能',
    '表示圏外',
    '알 수 없음',
    'غير معروف',
    'अज्ञात',
    'unavailable@unknown.invalid',
    '"x" <sip:unavailable@unknown.invalid>',
    'sip:4711@unknown.invalid',
    'sip:@pbx.example',
    'sip:192.168.1.1',
    '"+4930123456" <unknown>',
    '+8656696',
    '8656696',
    '+86282452253',
    '86282452253',
    '+11111111111',
    '99999999',
    '１１１１１１１１１１',
  ])('%j', (raw) => {
    expect(kindsOf(raw)).toEqual(['unavailable'])
  })

  it('one digit over and over is a filler, also where the country code makes it so', () => {
    expect(readNumber('03 33 33 33 33', { region: 'FR', format: 'national' }).kind).toBe('unavailable')
    expect(readNumber('03 33 33 33 34', { region: 'FR', format: 'national' }).kind).toBe('e164')
  })

  it('and never passes for hidden, or the reverse', () => {
    expect(kindsOf('Unknown')).toEqual(['unavailable'])
    expect(kindsOf('+86282452253', 'CN')).toEqual(['unavailable'])
    expect(kindsOf('+8656696', 'CN')).toEqual(['unavailable'])
    expect(kindsOf('+2562533', 'US')).toEqual(['withheld'])
  })
})

it('a number that only looks like a word or a filler is read', () => {
  expect(readNumber('+17378742833', { region: 'US', format: 'e164' })).toMatchObject({ e164: '+17378742833' })
  expect(readNumber('999', { region: 'GB', format: 'national' }).kind).toBe('short')
  expect(readNumber('2222', { region: 'GB', format: 'national', extensionLength: 4 }).kind).toBe('extension')
  expect(readNumber('Privatissima', { region: 'DE', format: 'e164' }).kind).toBe('unreadable')
})
