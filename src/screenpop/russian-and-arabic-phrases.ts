import { type Phrases, wordPhrases } from './phrases.ts'

const russian = wordPhrases({
  language: 'ru',
  day: [
    [0, 'night', 'Здравствуйте'],
    [5, 'morning', 'Доброе утро'],
    [12, 'afternoon', 'Добрый день'],
    [18, 'evening', 'Добрый вечер'],
    [23, 'night', 'Здравствуйте'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Меня зовут {agent}, {house}.',
  introduceHouse: 'Вас приветствует {house}.',
  introduceAgent: 'Меня зовут {agent}.',
  help: 'Чем могу помочь?',
  thanks: 'Спасибо за ваше доверие.',
  theyCallBack: 'Спасибо, что перезвонили.',
  cutOff: 'Нас только что разъединили, прошу прощения.',
  listen: 'Расскажите, пожалуйста, чем я могу помочь, я уделю этому столько времени, сколько нужно.',
  promiseBroken:
    'Приношу извинения: мы не выполнили то, что вам обещали. Позвольте мне заняться этим прямо сейчас?',
  askWho: 'Как я могу к вам обращаться?',
  // In quotation marks behind its kind a name keeps its form.
  askCompany: 'Вы звоните от имени компании «{company}», верно? Как я могу к вам обращаться?',
  askWhichOfYou: 'С кем из вашей семьи я говорю?',
  isItYou: '{name}?',
})

const arabic = wordPhrases({
  language: 'ar',
  day: [
    [0, 'night', 'مساء الخير'],
    [5, 'morning', 'صباح الخير'],
    [12, 'afternoon', 'مساء الخير'],
    [18, 'evening', 'مساء الخير'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello} {name}.',
  introduceBoth: 'معك {agent} من {house}.',
  introduceHouse: 'معك {house}.',
  introduceAgent: 'معك {agent}.',
  // Only words that are written alike to a woman and to a man.
  help: 'كيف يمكنني مساعدتك؟',
  thanks: 'شكراً لثقتك بنا.',
  theyCallBack: 'شكراً لمعاودة الاتصال بنا.',
  cutOff: 'عذراً، لقد انقطع الخط. لنكمل من حيث توقفنا.',
  listen: 'كيف يمكنني مساعدتك؟ سأعطي الأمر كل الوقت اللازم.',
  promiseBroken: 'نعتذر لأننا لم نلتزم بما وعدناك به. هل يمكنني الاهتمام بالأمر الآن؟',
  askWho: 'مع من أتحدث من فضلك؟',
  askCompany: 'هذا الاتصال من {company}، أليس كذلك؟ مع من أتحدث من فضلك؟',
  askWhichOfYou: 'مع أي فرد من أفراد الأسرة أتحدث من فضلك؟',
  isItYou: 'هل أتحدث مع {name}؟',
})

export const russianAndArabicPhrases: readonly Phrases[] = [russian, arabic]
