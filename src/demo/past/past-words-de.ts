import type { PastWords } from './past-words.ts'

export const wordsInGerman: PastWords = {
  notes: {
    where: [
      'Wo bleibt {parcel}? Ist im Wagen, kommt heute Nachmittag.',
      'Fragt nach {parcel}: liegt in Großbeeren, geht morgen früh raus.',
    ],
    rearrange: [
      'Heute nicht zu Hause. {parcel} zur Nachbarin Frau Lehmann.',
      '{parcel} auf Samstag gelegt.',
      'Annahme erst ab 18 Uhr: {parcel} in die Abendtour.',
    ],
    missing: [
      '{parcel} gilt als zugestellt, ist aber nirgends. Nachforschung eröffnet.',
      '{parcel} steht seit fünf Tagen still. Depot sucht.',
    ],
    damaged: [
      '{parcel} mit eingedrückter Ecke, die Vase ist hin. Fotos kommen.',
      'Karton von {parcel} durchnässt, Bücher unbrauchbar.',
    ],
    customs: [
      'Zoll hält {parcel} fest, Handelsrechnung fehlt. An den Zoll gegeben.',
      'Fragt, warum {parcel} Abgaben kostet.',
    ],
    invoice: [
      'Rechnung für {parcel} höher als angeboten.',
      'Dieselzuschlag doppelt berechnet. Buchhaltung prüft.',
    ],
    driver: [
      'Fahrer hat bei {parcel} nicht geklingelt, nur eine Karte eingeworfen.',
      'Fahrer wollte {parcel} nicht in den dritten Stock bringen.',
    ],
    address: [
      'Hausnummer auf {parcel} falsch, berichtigt.',
      'Ist umgezogen, neue Anschrift ist eingetragen.',
    ],
    quotation: ['Möchte ein Angebot für 60 Pakete im Monat nach Polen.', 'Fragt nach einem Rahmenvertrag.'],
    'shop-closed': [
      '{parcel} liegt in einem Paketshop, der geschlossen hat. War zweimal umsonst dort.',
      'Den Paketshop für {parcel} gibt es nicht mehr. In einen anderen umgelenkt.',
    ],
    notice: ['Kündigt zum Monatsende, ein anderer Dienst ist billiger.'],
    question: [
      'Wie groß darf ein Paket sein?',
      'Bis wann wird freitags abgeholt?',
      'Darf Wein in die Schweiz?',
    ],
  },
  again: 'Ruft wieder an wegen {parcel}: niemand hat sich gemeldet.',
  subjects: {
    missing: '{parcel} nicht auffindbar',
    damaged: '{parcel} beschädigt',
    customs: '{parcel} beim Zoll',
    invoice: 'Rechnung für {parcel}',
    driver: 'Fahrer bei {parcel}',
    address: 'Falsche Anschrift auf {parcel}',
    'shop-closed': '{parcel} in geschlossenem Paketshop',
  },
  promises: {
    missing: 'Sagen, was das Depot zu {parcel} gefunden hat',
    damaged: 'Sagen, ob {parcel} ersetzt wird',
    customs: 'Schreiben, was der Zoll für {parcel} braucht',
    invoice: 'Berichtigte Rechnung für {parcel} schicken',
    driver: 'Sagen, was der Fahrer zu {parcel} sagt',
    quotation: 'Angebot schicken',
    'shop-closed': 'Sagen, wo {parcel} jetzt abzuholen ist',
  },
  stranger: 'Wollte eine andere Firma.',
  praise: ['Wusste gleich, worum es geht.', 'Schnell und freundlich.', 'Alles bestens.'],
  blame: [
    'Dritter Anruf wegen desselben Pakets.',
    'Zehn Minuten gewartet und alles neu erklärt.',
    'Der Paketshop war zu.',
    'Der versprochene Rückruf kam nie.',
  ],
}
