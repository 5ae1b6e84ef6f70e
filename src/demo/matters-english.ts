import { contact, type DemoMatter } from './demo-matter.ts'

/** What English-speaking customers had to do with the demo house. */
export const mattersEnglish: readonly DemoMatter[] = [
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call in',
        'traced',
        'Parcel {parcel} shows delivered but is not there. Search begun at the depot.',
      ),
      contact(
        1,
        'mail out',
        null,
        'Dear customer, your parcel {parcel} was left with the caretaker on Tuesday. The signature is attached.',
      ),
      contact(
        1,
        'call in',
        'solved',
        'Has the parcel now. Asked that we ring the bell next time instead of leaving it downstairs.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call in',
        'rearranged',
        'Not at home tomorrow; moved {parcel} to Thursday between 14:00 and 18:00.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'chat in',
        'solved',
        'Where is {parcel}? Told them it left Singapore this morning and comes on Friday.',
      ),
    ],
  },
  {
    queue: 'business',
    contacts: [
      contact(
        0,
        'mail in',
        null,
        'Please send a quotation for 200 sample boxes a month to Rotterdam, up to 3 kg each.',
      ),
      contact(
        1,
        'mail out',
        null,
        'Quotation sent: 200 boxes, collection on weekdays, two price bands. Valid for 30 days.',
      ),
      contact(
        4,
        'call out',
        'follow-up',
        'Likes the price, waits for the head office. Call again at the beginning of next month.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call in',
        'complaint',
        'Box of {parcel} was crushed at one corner, a frame inside is cracked. Will send pictures.',
      ),
      contact(1, 'mail in', null, 'Four pictures of the damage attached, and the receipt for the frame.'),
      contact(
        3,
        'call out',
        'refund',
        'Told them we pay for the frame in full. Money within ten working days. Relieved.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call in',
        'solved',
        'Wanted to know what may not go into a parcel to Australia. No honey, no wood with bark.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call out',
        'no-conversation',
        'Driver cannot find the entrance for {parcel}. Rang twice, nobody answered.',
        'missed',
      ),
      contact(
        0,
        'call in',
        'rearranged',
        'Called back at once: entrance is in the lane behind the market. Noted it for the driver.',
      ),
    ],
  },
  {
    queue: 'business',
    contacts: [
      contact(
        0,
        'mail in',
        null,
        'Two shipments are on the invoice twice. Please correct it before the end of the month.',
      ),
      contact(
        2,
        'mail out',
        null,
        'You are right, and we are sorry. The corrected invoice is attached; the old one is void.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'call in',
        'passed-on',
        'Customs wants to know what {parcel} is worth. Passed on to clearance with the sales receipt.',
      ),
      contact(
        2,
        'sms out',
        null,
        'Star Courier: your parcel {parcel} has cleared customs and comes tomorrow.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(0, 'call in', null, '', 'abandoned'),
      contact(
        0,
        'call in',
        'solved',
        'Gave up waiting earlier. Only wanted the opening hours of the counter. Said sorry for the wait.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'chat in',
        'rearranged',
        'Moves house next week. New address noted from the 1st; {parcel} goes there already.',
      ),
      contact(
        6,
        'mail out',
        null,
        'Your new address is in use. Please tell us if a parcel still goes to the old one.',
      ),
    ],
  },
  {
    queue: 'parcels',
    contacts: [
      contact(
        0,
        'letter in',
        null,
        'A thank-you card for the driver who carried a wardrobe up to the fifth floor.',
      ),
    ],
  },
  {
    queue: 'business',
    contacts: [
      contact(
        0,
        'call in',
        'follow-up',
        'Label printer does not print the barcode. Sent the new driver; we ring tomorrow to see if it helped.',
      ),
      contact(1, 'call out', 'solved', 'Printer works. It was set to the wrong paper size.'),
    ],
  },
]
