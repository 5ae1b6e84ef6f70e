/** What people choose first, of at least eight characters; shorter ones are refused for their length. */
const common = new Set(
  `123456789 12345678 1234567890 12345678910 123123123 1234567891 0123456789 987654321 9876543210 87654321 11111111
  111111111 1111111111 00000000 000000000 0000000000 22222222 33333333 55555555 66666666 77777777 88888888 888888888
  99999999 12341234 12121212 11223344 1122334455 112233445566 123321123 13131313 10203040 147258369 159357159
  123456789a 123456789q 12345678a a12345678 a123456789 aa123456 aa12345678 qwertyuiop qwerty123 qwerty1234 qwerty12345
  qwertyui qwer1234 qwerasdf qwe123qwe 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx qazwsxedc
  asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 password password1 password12 password123 password1234
  passw0rd p@ssw0rd p@ssword p@ssw0rd1 pa55word passwort passwort1 passwort123 passwordpassword welcome1 welcome123
  willkommen willkommen1 iloveyou iloveyou1 sunshine princess princess1 football football1 baseball superman batman123
  liverpool starwars whatever trustno1 computer internet samsung1 michael1 jennifer michelle charlie1 jordan23 dragon123
  monkey123 letmein1 letmein123 changeme changeme1 changeit administrator admin123 admin1234 admin12345 adminadmin
  root1234 test1234 testtest test12345 temp1234 guest123 secret123 default1 abcd1234 abc12345 abcdefgh abcdefg1 aaaaaaaa
  abcabcabc summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 sommer2025 sommer2026 callcenter
  callcentre callcenter1 helpdesk helpdesk1 greetline greetline1 greetline123 woaini1314 5201314520 woaini520
  hallo123 schatz123 fussball geheim123 12344321`.split(/\s+/),
)

/** Why this password may not be this login's; null if it may. The length is the schema's matter. */
export function faultOfPassword(password: string, login: string): string | null {
  const plain = password.normalize('NFKC').toLowerCase()
  if (common.has(plain)) return 'This is one of the passwords that are tried first. Choose another.'
  if (new Set(plain).size < 3) return 'This password repeats itself. Choose another.'
  const withoutEnding = plain.replace(/[\d!.?@#$%^&*_-]+$/, '')
  if (plain === login.toLowerCase() || withoutEnding === login.toLowerCase()) {
    return 'The password may not be the login. Choose another.'
  }
  return null
}
