interface FreeswitchSource {
  readonly freeswitch?:
    | { readonly host?: string | undefined; readonly password?: string | undefined }
    | undefined
  readonly tokens: readonly string[]
}

/** What a FreeSWITCH's source lacks: it is connected to, or it posts call records, or both. */
export function freeswitchFaults(
  { freeswitch, tokens }: FreeswitchSource,
  path: string,
): { path: string; message: string }[] {
  if (!freeswitch) {
    return [{ path: `${path}.freeswitch`, message: 'a freeswitch source needs host, password and trunks' }]
  }
  if (freeswitch.host !== undefined && freeswitch.password === undefined) {
    return [{ path: `${path}.freeswitch.password`, message: 'the event socket needs a password' }]
  }
  if (freeswitch.host === undefined && tokens.length === 0) {
    const message = 'state the host of its event socket, or a token with which it posts call records'
    return [{ path: `${path}.freeswitch.host`, message }]
  }
  return []
}
