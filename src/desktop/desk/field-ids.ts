/** The note of the shown call's wrap-up, for the shortcut that goes there. */
export const noteFieldId = 'wrap-up-note'

/** Where the one button opens the ways in which the caller can be verified. */
export const verifyPlaceId = 'verify-caller'

/** What leads the card of the shown call. */
export const leadsPlaceId = 'leads'

/** What is known, to be made sure of and still to be asked. */
export const knowledgePlaceId = 'knowledge'

/** The customer's page in the house's own CRM. */
export const crmLinkId = 'open-in-crm'

/** The words to search for, likewise. */
export const searchFieldId = 'search-text'

/** Opens and closes what the house has written down for the call. */
export const guidanceButtonId = 'guidance-button'

export const reasonsPlaceId = 'reasons'

export const wrapUpPlaceId = 'wrap-up'

export const dispositionFieldId = 'wrap-up-result'

export const caseFieldId = 'wrap-up-case'

export const addPromiseId = 'wrap-up-promise'
