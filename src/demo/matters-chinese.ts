import { contact, type DemoMatter } from './demo-matter.ts'

/** What customers who write simplified characters had to do with the demo house. */
export const mattersSimplified: readonly DemoMatter[] = [
  {
    queue: 'mandarin',
    contacts: [
      contact(0, 'call in', 'traced', '快件 {parcel} 三天没有更新，已请深圳中转站查件。'),
      contact(1, 'call out', 'solved', '件已找到，昨天漏扫描，今天下午派送。客户表示理解。'),
    ],
  },
  {
    queue: 'mandarin',
    contacts: [contact(0, 'chat in', 'rearranged', '客户明天出差，{parcel} 改到星期六上午派送。')],
  },
  {
    queue: 'mandarin',
    contacts: [
      contact(0, 'call in', 'complaint', '外箱破损，里面的茶具碎了两只。请客户拍照发邮件。'),
      contact(1, 'mail in', null, '附上照片五张和购买发票，请尽快处理。'),
      contact(3, 'call out', 'refund', '已同意全额赔付，十个工作日内到账。'),
    ],
  },
  {
    queue: 'mandarin',
    contacts: [contact(0, 'call in', 'solved', '询问寄往德国的锂电池能不能走空运，已说明包装要求。')],
  },
  {
    queue: 'business',
    contacts: [
      contact(0, 'mail in', null, '请报每月三百件、每件两公斤以内到欧洲的价格。'),
      contact(2, 'mail out', null, '报价单已发，含上门取件，有效期三十天。'),
    ],
  },
  {
    queue: 'mandarin',
    contacts: [
      contact(0, 'call out', 'no-conversation', '收件地址缺门牌号，电话无人接听。', 'missed'),
      contact(0, 'call in', 'solved', '客户回电，补充门牌号：三号楼二单元 1602。'),
    ],
  },
  {
    queue: 'mandarin',
    contacts: [contact(0, 'call in', 'passed-on', '海关要求补交 {parcel} 的身份证明，已转清关组。')],
  },
]

/** What customers who write traditional characters had to do with the demo house. */
export const mattersTraditional: readonly DemoMatter[] = [
  {
    queue: 'cantonese',
    contacts: [
      contact(0, 'call in', 'rearranged', '客人今日唔喺屋企，{parcel} 改為星期四下午送到觀塘辦公室。'),
    ],
  },
  {
    queue: 'cantonese',
    contacts: [
      contact(0, 'call in', 'traced', '顯示已簽收但客人未收到，已請沙田站查閉路電視。'),
      contact(1, 'call out', 'solved', '原來由管理處代收，客人已取回。'),
    ],
  },
  {
    queue: 'cantonese',
    contacts: [contact(0, 'chat in', 'solved', '查詢自取點營業時間：旺角店至晚上十時。')],
  },
  {
    queue: 'cantonese',
    contacts: [
      contact(0, 'call in', 'complaint', '速遞員冇打電話就放低件貨喺樓梯，客人好唔滿意。'),
      contact(2, 'mail out', null, '就閣下的投訴，我們已與該員工面談，並附上五十元運費券致歉。'),
    ],
  },
  {
    queue: 'cantonese',
    contacts: [contact(0, 'call out', 'no-conversation', '想確認送貨時間，冇人接聽。', 'missed')],
  },
  {
    queue: 'cantonese',
    contacts: [
      contact(0, 'mail in', null, '請把 {parcel} 轉寄到台北市信義區的新地址。'),
      contact(1, 'mail out', null, '已更改地址，預計三個工作天送達。'),
    ],
  },
  {
    queue: 'cantonese',
    contacts: [contact(0, 'call in', 'solved', '問寄月餅去英國要幾多日，建議九月初寄出。')],
  },
]
