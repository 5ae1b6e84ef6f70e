/** What is said on the phone in one language. `{…}` are filled in; sentences without what they need are not said. */
export interface Phrases {
  readonly language: string
  /** Said from this hour of the caller's day on; the first begins at 0. */
  readonly hello: readonly (readonly [from: number, text: string])[]
  /** Where one does not greet whom one calls as one greets who calls. */
  readonly helloWhenCalling?: string
  /** Between sentences. */
  readonly gap: string
  readonly open: string
  readonly openByName: string
  readonly introduceBoth: string
  readonly introduceHouse: string
  readonly introduceAgent: string
  readonly help: string
  readonly askWho: string
  readonly askCompany: string
  readonly theyCallBack: string
  readonly cutOff: string
  /** To the one we have called. */
  readonly isItYou: string
}
