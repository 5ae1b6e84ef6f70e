/** The note of the shown call's wrap-up, for the shortcut that goes there. */
export const noteFieldId = 'wrap-up-note'

/** The words to search for, likewise. */
export const searchFieldId = 'search-text'
