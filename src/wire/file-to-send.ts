/** What a route that is a download answers with: sent as it is, in pieces. */
export interface FileToSend {
  readonly fileName: string
  readonly type: string
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}
