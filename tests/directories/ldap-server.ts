import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** As much of an LDAP 3 server (RFC 4511, BER) as a search needs: it binds one user and finds entries by equality. */
export interface TestLdap {
  readonly url: string
  /** Values of the equality filters of each search. */
  readonly asked: string[][]
  close(): Promise<void>
}

type LdapEntry = Readonly<Record<string, readonly string[]>>

interface Tlv {
  readonly tag: number
  readonly value: Buffer
  readonly end: number
}

export async function openLdap(
  login: { dn: string; password: string },
  entries: readonly LdapEntry[],
): Promise<TestLdap> {
  const asked: string[][] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let held = Buffer.alloc(0)
    let bound = false
    socket.on('data', (data) => {
      held = Buffer.concat([held, data])
      for (let message = readTlv(held, 0); message; message = readTlv(held, 0)) {
        held = held.subarray(message.end)
        const id = readTlv(message.value, 0) as Tlv
        const operation = readTlv(message.value, id.end) as Tlv
        if (operation.tag === 0x60) {
          const [, dn, password] = children(operation.value)
          bound = dn?.value.toString() === login.dn && password?.value.toString() === login.password
          socket.write(reply(id.value, 0x61, result(bound ? 0 : 49)))
        } else if (operation.tag === 0x63) {
          const values = equalities(operation.value)
          asked.push(values)
          const found = bound
            ? entries.filter((one) =>
                Object.values(one)
                  .flat()
                  .some((value) => values.includes(value)),
              )
            : []
          for (const one of found) socket.write(reply(id.value, 0x64, entryOf(one)))
          socket.write(reply(id.value, 0x65, result(bound ? 0 : 50)))
        } else socket.end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function readTlv(data: Buffer, at: number): Tlv | null {
  const tag = data[at]
  const first = data[at + 1]
  if (tag === undefined || first === undefined) return null
  const more = first & 0x80 ? first & 0x7f : 0
  if (data.length < at + 2 + more) return null
  const length = more === 0 ? first : data.readUIntBE(at + 2, more)
  const begin = at + 2 + more
  if (data.length < begin + length) return null
  return { tag, value: data.subarray(begin, begin + length), end: begin + length }
}

function children(data: Buffer): Tlv[] {
  const found: Tlv[] = []
  for (let one = readTlv(data, 0); one; one = readTlv(data, one.end)) found.push(one)
  return found
}

/** Values of all equality matches (context tag 3), however deep. */
function equalities(data: Buffer): string[] {
  return children(data).flatMap(({ tag, value }) => {
    if (tag === 0xa3) return [children(value)[1]?.value.toString() ?? '']
    return tag === 0xa0 || tag === 0xa1 ? equalities(value) : []
  })
}

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const length =
    value.length < 0x80
      ? Buffer.from([value.length])
      : Buffer.from([0x82, value.length >> 8, value.length & 0xff])
  return Buffer.concat([Buffer.from([tag]), length, value])
}

const text = (value: string): Buffer => tlv(0x04, Buffer.from(value))
const result = (code: number): Buffer => Buffer.concat([tlv(0x0a, Buffer.from([code])), text(''), text('')])
const reply = (id: Buffer, tag: number, body: Buffer): Buffer => tlv(0x30, tlv(0x02, id), tlv(tag, body))

function entryOf(entry: LdapEntry): Buffer {
  const attributes = Object.entries(entry).map(([name, values]) =>
    tlv(0x30, text(name), tlv(0x31, ...values.map(text))),
  )
  return Buffer.concat([text('cn=somebody,dc=example'), tlv(0x30, ...attributes)])
}
