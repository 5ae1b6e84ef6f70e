/** The pages, as the navigation names them. */
export const enNav = {
  nav: {
    label: 'Pages',
    groups: { now: 'Now', back: 'Looking back', house: 'House' },
    desk: 'Desk',
    live: 'Live calls',
    cases: 'Cases',
    promises: 'Promises',
    search: 'Search',
    reports: 'Reports',
    standings: 'Value and risk',
    customers: 'Customers',
    signals: 'Signals',
    imports: 'Imports',
    greetings: 'Greetings',
    guidance: 'Guidance',
    accounts: 'Accounts',
    exports: 'Exports',
    'mystery-calls': 'Test calls',
    webhooks: 'Webhooks',
    walls: 'Wall screens',
  },
}
