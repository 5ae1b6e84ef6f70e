/** The note of the shown call's wrap-up, for the shortcut that goes there. */
export const noteFieldId = 'wrap-up-note'

/** Where the one button opens the ways in which the caller can be verified. */
export const verifyPlaceId = 'verify-caller'

/** The words to search for, likewise. */
export const searchFieldId = 'search-text'
