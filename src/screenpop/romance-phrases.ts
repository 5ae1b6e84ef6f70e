import { type Phrases, type Wording, wordPhrases } from './phrases.ts'

const french = wordPhrases({
  language: 'fr',
  day: [
    [0, 'night', 'Bonsoir'],
    [5, 'morning', 'Bonjour'],
    [12, 'afternoon', 'Bonjour'],
    [18, 'evening', 'Bonsoir'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  // Without `de`, which would have to become `d’` before some names.
  introduceBoth: '{house}, {agent} à votre écoute.',
  introduceHouse: '{house} à votre écoute.',
  introduceAgent: '{agent} à votre écoute.',
  help: 'Que puis-je faire pour vous\u00a0?',
  thanks: 'Merci de votre confiance.',
  theyCallBack: 'Merci de nous rappeler, nous avions essayé de vous joindre.',
  cutOff: 'Nous venons d’être coupés, veuillez nous en excuser.',
  listen: 'Dites-moi ce que je peux faire pour vous, je prends le temps qu’il faut.',
  promiseBroken:
    'Je vous présente nos excuses\u00a0: nous n’avons pas tenu ce que nous vous avions promis. Puis-je m’en occuper tout de suite\u00a0?',
  askWho: 'Puis-je savoir qui est à l’appareil\u00a0?',
  askCompany: 'Vous appelez de la part de {company}, je crois\u00a0? À qui ai-je l’honneur\u00a0?',
  askWhichOfYou: 'Puis-je savoir qui, dans votre foyer, est à l’appareil\u00a0?',
  isItYou: 'Pourrais-je parler à {name}, s’il vous plaît\u00a0?',
})

const inSpanish: Wording = {
  language: 'es',
  // In Spain the morning lasts until lunch, and lunch is at two.
  day: [
    [0, 'night', 'Buenas noches'],
    [6, 'morning', 'Buenos días'],
    [14, 'afternoon', 'Buenas tardes'],
    [20, 'evening', 'Buenas noches'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Le atiende {agent}, de {house}.',
  introduceHouse: 'Le atiende {house}.',
  introduceAgent: 'Le atiende {agent}.',
  help: '¿En qué puedo ayudarle?',
  thanks: 'Gracias por su confianza.',
  theyCallBack: 'Gracias por devolvernos la llamada.',
  cutOff: 'Se nos acaba de cortar la llamada, disculpe.',
  listen: 'Dígame qué puedo hacer por usted, le dedicaré el tiempo que haga falta.',
  promiseBroken:
    'Le pido disculpas: no hemos cumplido lo que le prometimos. ¿Me permite ocuparme de ello ahora mismo?',
  askWho: '¿Con quién hablo, por favor?',
  askCompany: 'Llama usted de {company}, ¿verdad? ¿Con quién hablo, por favor?',
  askWhichOfYou: '¿Con quién de su casa hablo, por favor?',
  isItYou: '¿{name}?',
}

const latinAmericanSpanish = wordPhrases({
  ...inSpanish,
  language: 'es-419',
  day: [
    [0, 'night', 'Buenas noches'],
    [5, 'morning', 'Buenos días'],
    [12, 'afternoon', 'Buenas tardes'],
    [19, 'evening', 'Buenas noches'],
  ],
})

const italian = wordPhrases({
  language: 'it',
  day: [
    [0, 'night', 'Buonasera'],
    [5, 'morning', 'Buongiorno'],
    [12, 'afternoon', 'Buongiorno'],
    [17, 'evening', 'Buonasera'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Sono {agent} di {house}.',
  introduceHouse: 'Qui {house}.',
  introduceAgent: 'Sono {agent}.',
  help: 'Come posso aiutarla?',
  thanks: 'Grazie per la sua fiducia.',
  theyCallBack: 'Grazie per averci richiamato, avevamo provato a contattarla.',
  cutOff: 'È appena caduta la linea, mi scusi.',
  listen: 'Mi dica che cosa posso fare per lei, ci dedicherò il tempo necessario.',
  promiseBroken:
    'Le chiedo scusa: non abbiamo mantenuto quanto le avevamo promesso. Posso occuparmene subito?',
  askWho: 'Con chi parlo, per favore?',
  askCompany: 'Lei chiama per conto di {company}, vero? Con chi parlo, per favore?',
  askWhichOfYou: 'Con chi della sua famiglia parlo, per favore?',
  isItYou: '{name}?',
})

const portuguese = wordPhrases({
  language: 'pt',
  day: [
    [0, 'night', 'Boa noite'],
    [5, 'morning', 'Bom dia'],
    [12, 'afternoon', 'Boa tarde'],
    [19, 'evening', 'Boa noite'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: '{house}, fala {agent}.',
  introduceHouse: '{house}, ao seu dispor.',
  introduceAgent: 'Fala {agent}.',
  help: 'Em que posso ajudar?',
  thanks: 'Agradecemos a sua confiança.',
  // `Obrigado` and `obrigada` depend on who speaks.
  theyCallBack: 'Agradecemos o seu retorno.',
  cutOff: 'A nossa chamada caiu há instantes, pedimos desculpa.',
  listen: 'Diga, por favor, como posso ajudar; vou dedicar a isto o tempo necessário.',
  promiseBroken: 'Pedimos desculpa: não cumprimos o que prometemos. Posso tratar disso agora mesmo?',
  askWho: 'Com quem falo, por favor?',
  askCompany: 'Liga da parte de {company}, certo? Com quem falo, por favor?',
  askWhichOfYou: 'Com quem da sua família falo, por favor?',
  isItYou: '{name}?',
})

export const romancePhrases: readonly Phrases[] = [
  french,
  wordPhrases(inSpanish),
  latinAmericanSpanish,
  italian,
  portuguese,
]
