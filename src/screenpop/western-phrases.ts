import type { Phrases } from './phrases.ts'

const english: Phrases = {
  language: 'en',
  hello: [
    [0, 'Hello'],
    [5, 'Good morning'],
    [12, 'Good afternoon'],
    [18, 'Good evening'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'This is {agent} at {house}.',
  introduceHouse: 'This is {house}.',
  introduceAgent: 'This is {agent}.',
  help: 'How may I help you?',
  askWho: 'May I ask who I am speaking with?',
  askCompany: 'You are calling from {company}, I believe: may I ask your name?',
  theyCallBack: 'Thank you for calling back, we tried to reach you.',
  cutOff: 'We were just speaking and the line dropped, I am sorry about that.',
  isItYou: 'May I speak with {name}, please?',
}

const german: Phrases = {
  language: 'de',
  hello: [
    [0, 'Guten Abend'],
    [5, 'Guten Morgen'],
    [11, 'Guten Tag'],
    [18, 'Guten Abend'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Sie sprechen mit {agent} von {house}.',
  introduceHouse: 'Hier ist {house}.',
  introduceAgent: 'Sie sprechen mit {agent}.',
  help: 'Was kann ich für Sie tun?',
  askWho: 'Mit wem spreche ich, bitte?',
  askCompany: 'Sie rufen für {company} an, richtig? Mit wem spreche ich, bitte?',
  theyCallBack: 'Danke für Ihren Rückruf, wir hatten versucht, Sie zu erreichen.',
  cutOff: 'Wir wurden eben unterbrochen, bitte entschuldigen Sie.',
  // Nominative: the stored form of address is `Herr`, and `mit Herr Weber` would be wrong.
  isItYou: 'Ist {name} zu sprechen?',
}

const french: Phrases = {
  language: 'fr',
  hello: [
    [0, 'Bonsoir'],
    [5, 'Bonjour'],
    [18, 'Bonsoir'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  // Without `de`, which would have to become `d’` before some names.
  introduceBoth: '{house}, {agent} à votre écoute.',
  introduceHouse: '{house} à votre écoute.',
  introduceAgent: '{agent} à votre écoute.',
  help: 'Que puis-je faire pour vous\u00a0?',
  askWho: 'Puis-je savoir qui est à l’appareil\u00a0?',
  askCompany: 'Vous appelez de la part de {company}, je crois\u00a0? À qui ai-je l’honneur\u00a0?',
  theyCallBack: 'Merci de nous rappeler, nous avions essayé de vous joindre.',
  cutOff: 'Nous venons d’être coupés, veuillez nous en excuser.',
  isItYou: 'Pourrais-je parler à {name}, s’il vous plaît\u00a0?',
}

const spanish: Phrases = {
  language: 'es',
  // In Spain the morning lasts until lunch, and lunch is at two.
  hello: [
    [0, 'Buenas noches'],
    [6, 'Buenos días'],
    [14, 'Buenas tardes'],
    [20, 'Buenas noches'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Le atiende {agent}, de {house}.',
  introduceHouse: 'Le atiende {house}.',
  introduceAgent: 'Le atiende {agent}.',
  help: '¿En qué puedo ayudarle?',
  askWho: '¿Con quién hablo, por favor?',
  askCompany: 'Llama usted de {company}, ¿verdad? ¿Con quién hablo, por favor?',
  theyCallBack: 'Gracias por devolvernos la llamada.',
  cutOff: 'Se nos acaba de cortar la llamada, disculpe.',
  isItYou: '¿{name}?',
}

const latinAmericanSpanish: Phrases = {
  ...spanish,
  language: 'es-419',
  hello: [
    [0, 'Buenas noches'],
    [5, 'Buenos días'],
    [12, 'Buenas tardes'],
    [19, 'Buenas noches'],
  ],
}

const italian: Phrases = {
  language: 'it',
  hello: [
    [0, 'Buonasera'],
    [5, 'Buongiorno'],
    [17, 'Buonasera'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Sono {agent} di {house}.',
  introduceHouse: 'Qui {house}.',
  introduceAgent: 'Sono {agent}.',
  help: 'Come posso aiutarla?',
  askWho: 'Con chi parlo, per favore?',
  askCompany: 'Lei chiama per conto di {company}, vero? Con chi parlo, per favore?',
  theyCallBack: 'Grazie per averci richiamato, avevamo provato a contattarla.',
  cutOff: 'È appena caduta la linea, mi scusi.',
  isItYou: '{name}?',
}

const portuguese: Phrases = {
  language: 'pt',
  hello: [
    [0, 'Boa noite'],
    [5, 'Bom dia'],
    [12, 'Boa tarde'],
    [19, 'Boa noite'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: '{house}, fala {agent}.',
  introduceHouse: '{house}, ao seu dispor.',
  introduceAgent: 'Fala {agent}.',
  help: 'Em que posso ajudar?',
  askWho: 'Com quem falo, por favor?',
  askCompany: 'Liga da parte de {company}, certo? Com quem falo, por favor?',
  // `Obrigado` and `obrigada` depend on who speaks.
  theyCallBack: 'Agradecemos o seu retorno.',
  cutOff: 'A nossa chamada caiu há instantes, pedimos desculpa.',
  isItYou: '{name}?',
}

const russian: Phrases = {
  language: 'ru',
  hello: [
    [0, 'Здравствуйте'],
    [5, 'Доброе утро'],
    [12, 'Добрый день'],
    [18, 'Добрый вечер'],
    [23, 'Здравствуйте'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Меня зовут {agent}, {house}.',
  introduceHouse: 'Вас приветствует {house}.',
  introduceAgent: 'Меня зовут {agent}.',
  help: 'Чем могу помочь?',
  askWho: 'Как я могу к вам обращаться?',
  // In quotation marks behind its kind a name keeps its form.
  askCompany: 'Вы звоните от имени компании «{company}», верно? Как я могу к вам обращаться?',
  theyCallBack: 'Спасибо, что перезвонили.',
  cutOff: 'Нас только что разъединили, прошу прощения.',
  isItYou: '{name}?',
}

const arabic: Phrases = {
  language: 'ar',
  hello: [
    [0, 'مساء الخير'],
    [5, 'صباح الخير'],
    [12, 'مساء الخير'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello} {name}.',
  introduceBoth: 'معك {agent} من {house}.',
  introduceHouse: 'معك {house}.',
  introduceAgent: 'معك {agent}.',
  help: 'كيف يمكنني مساعدتك؟',
  askWho: 'مع من أتحدث من فضلك؟',
  askCompany: 'هل تتصل من {company}؟ مع من أتحدث من فضلك؟',
  theyCallBack: 'شكراً لمعاودة الاتصال بنا.',
  cutOff: 'عذراً، لقد انقطع الخط. لنكمل من حيث توقفنا.',
  isItYou: 'هل أتحدث مع {name}؟',
}

export const westernPhrases: readonly Phrases[] = [
  english,
  german,
  french,
  spanish,
  latinAmericanSpanish,
  italian,
  portuguese,
  russian,
  arabic,
]
