import { Encoder, type Packet, PacketType } from 'socket.io-parser'

/** A message body that is JSON already: it was serialised once, for the outbox, and goes out as it stands. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * Socket.IO's own encoding, except that a {@link RawJson} argument is not serialised a second time. Clients use the
 * stock decoder. (Wire form of an event: `2["name",argument]`, socket.io-protocol v5.)
 */
export class RawJsonEncoder extends Encoder {
  override encode(packet: Packet): ReturnType<Encoder['encode']> {
    const body = packet.type === PacketType.EVENT && Array.isArray(packet.data) ? packet.data[1] : undefined
    if (!(body instanceof RawJson) || packet.nsp !== '/' || packet.id !== undefined)
      return super.encode(packet)
    return [`${PacketType.EVENT}[${JSON.stringify(packet.data[0])},${body.text}]`]
  }
}
