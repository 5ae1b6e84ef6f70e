import type { Phrases } from './phrases.ts'

const simplifiedChinese: Phrases = {
  language: 'zh-Hans',
  hello: [
    [0, '您好'],
    [5, '早上好'],
    [9, '上午好'],
    [12, '中午好'],
    [14, '下午好'],
    [18, '晚上好'],
    [23, '您好'],
  ],
  gap: '',
  open: '{hello}！',
  openByName: '{name}，{hello}！',
  introduceBoth: '这里是{house}，我是{agent}。',
  introduceHouse: '这里是{house}。',
  introduceAgent: '我是{agent}。',
  help: '请问有什么可以帮您？',
  askWho: '请问怎么称呼您？',
  askCompany: '您是从{company}打来的，对吗？请问怎么称呼您？',
  theyCallBack: '感谢您回电，我们之前给您打过电话。',
  cutOff: '刚才通话断线了，非常抱歉。',
  isItYou: '请问是{name}吗？',
}

const traditionalChinese: Phrases = {
  language: 'zh-Hant',
  hello: [
    [0, '您好'],
    [5, '早安'],
    [11, '午安'],
    [18, '晚安'],
    [23, '您好'],
  ],
  gap: '',
  open: '{hello}！',
  openByName: '{name}，{hello}！',
  introduceBoth: '這裡是{house}，我是{agent}。',
  introduceHouse: '這裡是{house}。',
  introduceAgent: '我是{agent}。',
  help: '請問有什麼可以為您服務？',
  askWho: '請問怎麼稱呼您？',
  askCompany: '您是從{company}來電，對嗎？請問怎麼稱呼您？',
  theyCallBack: '謝謝您回電，我們先前曾致電給您。',
  cutOff: '剛才通話中斷了，非常抱歉。',
  isItYou: '請問是{name}嗎？',
}

/** Written as it is read out in Cantonese. */
const hongKongChinese: Phrases = {
  ...traditionalChinese,
  language: 'zh-Hant-HK',
  hello: [
    [0, '您好'],
    [5, '早晨'],
    [12, '午安'],
    [18, '您好'],
  ],
  introduceBoth: '這裏是{house}，我是{agent}。',
  introduceHouse: '這裏是{house}。',
  help: '請問有甚麼可以幫到您？',
  askWho: '請問點樣稱呼您？',
  askCompany: '您是由{company}打來的，對嗎？請問點樣稱呼您？',
  theyCallBack: '多謝您回電，我們較早前曾致電給您。',
  cutOff: '剛才電話斷線，非常抱歉。',
  isItYou: '請問是不是{name}？',
}

const japanese: Phrases = {
  language: 'ja',
  // Late in the morning a business thanks for the call instead of naming the hour.
  hello: [
    [0, 'お電話ありがとうございます'],
    [5, 'おはようございます'],
    [11, 'お電話ありがとうございます'],
  ],
  helloWhenCalling: 'お世話になっております',
  gap: '',
  open: '{hello}。',
  openByName: '{hello}。{name}、いつもお世話になっております。',
  introduceBoth: '{house}の{agent}でございます。',
  introduceHouse: '{house}でございます。',
  introduceAgent: '{agent}でございます。',
  help: '本日はどのようなご用件でしょうか。',
  askWho: '恐れ入りますが、お名前をお伺いしてもよろしいでしょうか。',
  askCompany: '{company}様でいらっしゃいますね。恐れ入りますが、お名前をお伺いしてもよろしいでしょうか。',
  theyCallBack: '折り返しのお電話をいただき、ありがとうございます。',
  cutOff: '先ほどはお電話が途中で切れてしまい、失礼いたしました。',
  isItYou: '{name}でいらっしゃいますか。',
}

const korean: Phrases = {
  language: 'ko',
  // The hour is not named in Korean.
  hello: [[0, '안녕하세요']],
  gap: ' ',
  open: '{hello}.',
  openByName: '{name}, {hello}.',
  introduceBoth: '{house} {agent}입니다.',
  introduceHouse: '{house}입니다.',
  introduceAgent: '{agent}입니다.',
  help: '무엇을 도와드릴까요?',
  askWho: '실례지만 성함이 어떻게 되시나요?',
  askCompany: '{company}에서 전화 주셨지요? 실례지만 성함이 어떻게 되시나요?',
  theyCallBack: '다시 전화 주셔서 감사합니다.',
  cutOff: '방금 통화가 끊어져 죄송합니다.',
  isItYou: '{name} 맞으신가요?',
}

export const eastAsianPhrases: readonly Phrases[] = [
  simplifiedChinese,
  traditionalChinese,
  hongKongChinese,
  japanese,
  korean,
]
