import { contact, type DemoMatter } from './demo-matter.ts'

/** What German-speaking customers had to do with the demo house. */
export const mattersGerman: readonly DemoMatter[] = [
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'call in',
        'traced',
        'Sendung {parcel} steht seit drei Tagen auf „in Zustellung“. Nachforschung angelegt.',
      ),
      contact(
        1,
        'call out',
        'rearranged',
        'Paket lag im Depot Tempelhof, Etikett war nass. Kommt morgen vor 12 Uhr.',
      ),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'call in',
        'rearranged',
        'Im Urlaub bis zum 14.; {parcel} bitte so lange in der Filiale lagern. Erledigt.',
      ),
    ],
  },
  {
    queue: 'reklamation',
    contacts: [
      contact(
        0,
        'call in',
        'complaint',
        'Zusteller hat {parcel} vor die Haustür gelegt, es hat geregnet, Bücher durchweicht.',
      ),
      contact(2, 'mail in', null, 'Anbei Fotos der Bücher und die Rechnung über 84,90 €.'),
      contact(
        3,
        'mail out',
        null,
        'Wir erstatten die 84,90 € und haben mit dem Zusteller gesprochen. Entschuldigung für den Ärger.',
      ),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'chat in',
        'solved',
        'Frage nach dem Porto für 5 kg in die Schweiz. Preis und Zollformular genannt.',
      ),
    ],
  },
  {
    queue: 'geschaeft',
    contacts: [
      contact(0, 'mail in', null, 'Bitte die Abholung ab Montag von 16 auf 17:30 Uhr verlegen.'),
      contact(1, 'mail out', null, 'Die neue Abholzeit 17:30 Uhr gilt ab Montag. Der Fahrer weiß Bescheid.'),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'call out',
        'no-conversation',
        'Hausnummer auf {parcel} fehlt. Niemand erreicht, Nachricht hinterlassen.',
        'missed',
      ),
      contact(
        1,
        'call in',
        'solved',
        'Ruft zurück: Hausnummer 48b, Hinterhaus, zweiter Aufgang. Eingetragen.',
      ),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(0, 'call in', null, '', 'abandoned'),
      contact(
        0,
        'chat in',
        'rearranged',
        'Hat zu lange gewartet. {parcel} geht jetzt an den Nachbarn im Erdgeschoss.',
      ),
    ],
  },
  {
    queue: 'geschaeft',
    contacts: [
      contact(
        0,
        'call in',
        'follow-up',
        'Möchte Sammelrechnung statt Einzelrechnungen. Klären mit der Buchhaltung, Rückruf zugesagt.',
      ),
      contact(2, 'call out', 'solved', 'Sammelrechnung ab nächstem Monat, jeweils zum 5. Zufrieden.'),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'call in',
        'passed-on',
        'Nachnahmebetrag stimmt nicht (59,00 statt 49,00). An die Abrechnung gegeben.',
      ),
      contact(1, 'sms out', null, 'Star Courier: Der Nachnahmebetrag für {parcel} ist berichtigt: 49,00 €.'),
    ],
  },
  {
    queue: 'pakete',
    contacts: [
      contact(
        0,
        'letter in',
        null,
        'Dankt dem Zusteller, der auch bei Schnee pünktlich war. Karte hängt im Depot.',
      ),
    ],
  },
]
