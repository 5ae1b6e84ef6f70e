import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { uploadTime } from '../src/http-server.ts'

let http: Server

beforeEach(async () => {
  http = createServer({ requestTimeout: 300, headersTimeout: 300, connectionsCheckingInterval: 50 })
  const whileUploading = uploadTime(http)
  http.on('request', async (request, response) => {
    const read = async (): Promise<void> => {
      for await (const _chunk of request);
    }
    const isUpload = request.url === '/upload'
    await (isUpload ? whileUploading(read) : read()).then(
      () => response.end(),
      () => undefined,
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
})
afterEach(() => void http.close())

/** Sends a piece each 50 ms; the status, or 0 where the connection was cut. */
function send(path: string, pieces: number): Promise<number> {
  const { port } = http.address() as AddressInfo
  return new Promise((resolve) => {
    const sending = request({ port, path, method: 'POST', agent: false })
    sending.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.on('error', () => resolve(0))
    const timer = setInterval(() => {
      sending.write('id,name\n')
      if (--pieces > 0) return
      clearInterval(timer)
      sending.end()
    }, 50)
  })
}

it('an upload may take its time; another request may not, before it and after it', async () => {
  expect(await send('/other', 20)).toBe(408)
  expect(await Promise.all([send('/upload', 20), send('/upload', 30)])).toEqual([200, 200])
  expect(await send('/other', 20)).toBe(408)
  expect(await send('/other', 2)).toBe(200)
})
