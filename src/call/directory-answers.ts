/** Somebody whom an outside directory knows by the caller's number. */
export interface DirectoryPerson {
  /** The directory, by its name in the configuration. */
  readonly directory: string
  /** Whether the house lets this directory name callers. */
  readonly trusted: boolean
  readonly kind: 'person' | 'company'
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly title: string | null
  readonly company: string | null
  readonly role: string | null
  readonly language: string | null
  /** Only where the directory has the same ids as the house's customers. */
  readonly externalId: string | null
}

/** What all directories together have said by the deadline. That one knows nobody is another answer than none. */
export interface DirectoryAnswers {
  readonly found: readonly DirectoryPerson[]
  /** Those that know nobody of this number. */
  readonly unknown: readonly string[]
  /** Those that said nothing: `late`, or `broken`. */
  readonly silent: readonly { readonly name: string; readonly why: 'late' | 'broken' }[]
}
