/** What supervisors read of how customers stand. */
export const enStandings = {
  heading: 'Value and risk',
  intro:
    'Who is most likely to leave and who is worth most to the house, by what was promised, left open and counted. It is weighed anew after every contact and broken promise; it never decides how somebody is treated.',
  order: 'Order by',
  by: { risk: 'Risk of leaving', value: 'Value' },
  customer: 'Customer',
  tier: 'Tier',
  risk: 'Risk of leaving',
  value: 'Value',
  levels: { none: 'no sign', some: 'may leave', high: 'likely to leave' },
  points: (points: string) => `${points} points`,
  ofHundred: (value: string) => `${value} of 100`,
  unknown: 'too little known',
  why: 'Why',
  whyOf: (name: string) => `Why ${name} stands so`,
  none: {
    risk: 'Nothing speaks for anybody’s leaving.',
    value: 'Of no customer enough is known for a value: import revenue, potential or referrals.',
  },
}
