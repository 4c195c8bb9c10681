/**
 * 请求端 — HTTP/1.1 on a kept connection, one request at a time, with as little work of its own as possible: what it costs to
 * ask must not be measured as what it costs to answer.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'

// biome-ignore lint/suspicious/noExplicitAny: each benchmark knows what it asked for
export type Answer = { readonly status: number; readonly body: any }

export type Caller = {
  get(path: string, cookie: string): Promise<Answer>
  post(path: string, cookie: string, body: unknown): Promise<Answer>
  close(): void
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** One connection. @throws when the server closes it in the middle, or answers without a length */
export async function openCaller(url: string): Promise<Caller> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const ask = answersOn(socket)
  const head = (method: string, path: string, cookie: string): string =>
    `${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${url}\r\ncookie: ${cookie}\r\n`
  return {
    get: (path, cookie) => ask(`${head('GET', path, cookie)}\r\n`),
    post: (path, cookie, body) => {
      const text = JSON.stringify(body)
      return ask(
        `${head('POST', path, cookie)}content-type: application/json\r\nidempotency-key: ${randomUUID()}\r\n` +
          `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      )
    },
    close: () => socket.destroy(),
  }
}

function answersOn(socket: Socket): (request: string) => Promise<Answer> {
  let waiting: PromiseWithResolvers<Answer> | null = null
  let received: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = complete(received)
    if (!answer) return
    received = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  const fail = () => waiting?.reject(new Error('the server closed the connection'))
  socket.on('error', fail).on('close', fail)
  return (request) => {
    waiting = Promise.withResolvers<Answer>()
    socket.write(request)
    return waiting.promise
  }
}

function complete(received: Buffer): Answer | null {
  const end = received.indexOf(END_OF_HEAD)
  if (end < 0) return null
  const head = received.toString('latin1', 0, end)
  const length = /content-length: (\d+)/i.exec(head)
  if (!length) throw new Error(`an answer without a length:\n${head}`)
  const from = end + END_OF_HEAD.length
  if (received.length < from + Number(length[1])) return null
  return { status: Number(head.slice(9, 12)), body: JSON.parse(received.toString('utf8', from)) }
}

/** The cookie of a demo person. */
export async function signIn(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  if (!response.ok) throw new Error(`${username} was not signed in: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
