import { type Phrases, wordPhrases } from './phrases.ts'

const english = wordPhrases({
  language: 'en',
  day: [
    [0, 'night', 'Hello'],
    [5, 'morning', 'Good morning'],
    [12, 'afternoon', 'Good afternoon'],
    [18, 'evening', 'Good evening'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'This is {agent} at {house}.',
  introduceHouse: 'This is {house}.',
  introduceAgent: 'This is {agent}.',
  help: 'How may I help you?',
  thanks: 'Thank you for your trust in us.',
  theyCallBack: 'Thank you for calling back, we tried to reach you.',
  cutOff: 'We were just speaking and the line dropped, I am sorry about that.',
  listen: 'Please tell me what I can do for you, I will take the time it needs.',
  promiseBroken: 'I am sorry: we have not kept what we promised you. May I see to it right now?',
  askWho: 'May I ask who I am speaking with?',
  askCompany: 'You are calling from {company}, I believe: may I ask your name?',
  askWhichOfYou: 'May I ask who of your household I am speaking with?',
  isItYou: 'May I speak with {name}, please?',
})

const german = wordPhrases({
  language: 'de',
  day: [
    [0, 'night', 'Guten Abend'],
    [5, 'morning', 'Guten Morgen'],
    [11, 'afternoon', 'Guten Tag'],
    [18, 'evening', 'Guten Abend'],
  ],
  gap: ' ',
  open: '{hello}.',
  openByName: '{hello}, {name}.',
  introduceBoth: 'Sie sprechen mit {agent} von {house}.',
  introduceHouse: 'Hier ist {house}.',
  introduceAgent: 'Sie sprechen mit {agent}.',
  help: 'Was kann ich für Sie tun?',
  thanks: 'Vielen Dank für Ihr Vertrauen.',
  theyCallBack: 'Danke für Ihren Rückruf, wir hatten versucht, Sie zu erreichen.',
  cutOff: 'Wir wurden eben unterbrochen, bitte entschuldigen Sie.',
  listen: 'Bitte sagen Sie mir, was ich für Sie tun kann; ich nehme mir die Zeit dafür.',
  promiseBroken:
    'Ich bitte um Entschuldigung: Wir haben nicht eingehalten, was wir Ihnen zugesagt hatten. Darf ich mich jetzt gleich darum kümmern?',
  askWho: 'Mit wem spreche ich, bitte?',
  askCompany: 'Sie rufen für {company} an, richtig? Mit wem spreche ich, bitte?',
  askWhichOfYou: 'Mit wem aus Ihrem Haushalt spreche ich, bitte?',
  // Nominative: the stored form of address is `Herr`, and `mit Herr Weber` would be wrong.
  isItYou: 'Ist {name} zu sprechen?',
})

export const germanicPhrases: readonly Phrases[] = [english, german]
