import type { CallEvent } from '../call/call-event.ts'
import { readAmi } from '../pbx/asterisk-messages.ts'
import type { AsteriskSettings } from '../pbx/asterisk-names.ts'
import { asteriskStory } from '../pbx/asterisk-story.ts'
import { eventIn } from '../pbx/freeswitch-events.ts'
import { readEsl } from '../pbx/freeswitch-frames.ts'
import type { FreeswitchSettings } from '../pbx/freeswitch-names.ts'
import { freeswitchStory } from '../pbx/freeswitch-story.ts'

/** Reads what a phone system sent, cut anywhere, with the code that reads the live one. */
export interface RecordedStream {
  hear(bytes: Buffer): CallEvent[]
  /** The recording has ended: calls that are open end with it. */
  finish(): CallEvent[]
}

/** Each kind of phone system whose stream may be recorded. Without timestamps one message is one millisecond. */
export const recordedStreams: Readonly<
  Record<string, (settings: AsteriskSettings & FreeswitchSettings) => RecordedStream>
> = {
  asterisk(settings) {
    const reader = readAmi()
    const story = asteriskStory(settings)
    let heard = 0
    return {
      hear: (bytes) =>
        reader
          .read(bytes)
          .flatMap((piece) => (piece.kind === 'message' ? story.hear(piece.message, heard++) : [])),
      finish: story.finish,
    }
  },
  freeswitch(settings) {
    const reader = readEsl()
    const story = freeswitchStory(settings)
    let heard = 0
    return {
      hear: (bytes) =>
        reader.read(bytes).flatMap((piece) => {
          const event = piece.kind === 'frame' ? eventIn(piece.frame) : undefined
          return event ? story.hear(event, heard++) : []
        }),
      finish: story.finish,
    }
  },
}
