import type { PastWords } from './past-words.ts'

export const wordsInEnglish: PastWords = {
  notes: {
    where: [
      'Where is {parcel}? It is on the van and comes this afternoon.',
      'Asked for {parcel}: still in Shenzhen, cleared tonight, delivered tomorrow before noon.',
      '{parcel} waits at the depot since yesterday. Told them when it goes out.',
    ],
    rearrange: [
      'Not at home today. {parcel} goes to the office instead.',
      'Moved {parcel} to Saturday morning.',
      '{parcel} may stay with the concierge.',
    ],
    missing: [
      '{parcel} shows delivered, but nobody in the building has it. Search begun.',
      '{parcel} has not moved for five days. The depot looks for it.',
    ],
    damaged: [
      '{parcel} arrived with a corner pushed in, the lamp inside is broken. Pictures follow.',
      'The box of {parcel} was wet through, the books are spoilt.',
    ],
    customs: [
      'Customs holds {parcel} and wants the invoice. Passed on to clearance.',
      'Asked why {parcel} costs duty. Clearance explains it in writing.',
    ],
    invoice: [
      'The fuel surcharge is on the invoice twice. Accounts look into it.',
      'Was quoted less for {parcel} than the invoice says.',
    ],
    driver: [
      'The driver did not ring for {parcel} and left a card.',
      'The driver threw {parcel} over the gate. It is on their camera.',
    ],
    address: ['Wrote the wrong flat on {parcel}. Corrected.', 'Has moved; the new address is on file.'],
    quotation: ['Wants prices for 40 parcels a week to Singapore.', 'Asked for a yearly contract.'],
    'shop-closed': [
      '{parcel} was handed to a parcel shop that is shut. Came for it twice.',
      'The shop where {parcel} lies has closed down. Sent to another one.',
    ],
    notice: ['Gives notice to the end of the month: another carrier is cheaper.'],
    question: [
      'Wanted to know how large a parcel may be.',
      'Asked until when we collect on Fridays.',
      'Asked whether wine may be sent to Japan.',
    ],
  },
  again: 'Called again about {parcel}: nobody has come back to them.',
  subjects: {
    missing: '{parcel} not found',
    damaged: '{parcel} arrived damaged',
    customs: '{parcel} held by customs',
    invoice: 'Invoice for {parcel}',
    driver: 'Driver and {parcel}',
    address: 'Wrong address on {parcel}',
    'shop-closed': '{parcel} at a parcel shop that is closed',
  },
  promises: {
    missing: 'Say what the depot has found of {parcel}',
    damaged: 'Say whether {parcel} is paid for',
    customs: 'Write what customs wants for {parcel}',
    invoice: 'Send the corrected invoice for {parcel}',
    driver: 'Say what the driver says of {parcel}',
    quotation: 'Send the quotation',
    'shop-closed': 'Say where {parcel} can be collected now',
  },
  stranger: 'Wanted another company.',
  praise: [
    'Knew at once who I was.',
    'Quick and kind.',
    'Did not have to explain anything twice.',
    'Good, thank you.',
  ],
  blame: [
    'Third call about one parcel.',
    'Waited for minutes, then had to explain all of it again.',
    'The parcel shop you named is shut.',
    'Nobody rang back as promised.',
  ],
}
