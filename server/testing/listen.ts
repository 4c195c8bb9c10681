/** 收听 — a reader of server-sent events, as specs need it: what came so far, and waiting for more. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Client, TestServer } from './server.ts'

export type Received = { readonly id: number; readonly event: string; readonly data: Record<string, unknown> }

export type Line = {
  readonly received: readonly Received[]
  /** Everything received once `condition` holds. @throws after some seconds */
  until(condition: (received: readonly Received[]) => boolean): Promise<readonly Received[]>
  /** True once the server has ended it. */
  ended(): boolean
  close(): void
}

export async function listen(
  city: Pick<TestServer, 'url'>,
  client: Client,
  lastEventId?: number | string,
): Promise<Line> {
  const stop = new AbortController()
  const headers: Record<string, string> = { cookie: client.cookie }
  if (lastEventId !== undefined) headers['last-event-id'] = String(lastEventId)
  const response = await fetch(`${city.url}/api/feed`, { headers, signal: stop.signal })
  if (response.status !== 200 || !response.body) throw new Error(`no feed: ${response.status}`)
  const received: Received[] = []
  let ended = false
  void read(response.body, received).finally(() => {
    ended = true
  })
  return {
    received,
    ended: () => ended,
    close: () => stop.abort(),
    until: async (condition) => {
      for (let attempt = 0; !condition(received); attempt++) {
        if (attempt === 500) throw new Error(`did not come: ${JSON.stringify(received)}`)
        await delay(10)
      }
      return received
    },
  }
}

async function read(body: ReadableStream<Uint8Array>, received: Received[]): Promise<void> {
  let text = ''
  try {
    for await (const chunk of body.pipeThrough(
      new TextDecoderStream() as never,
    ) as unknown as AsyncIterable<string>) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (!block.startsWith(':')) received.push(parse(block))
    }
  } catch {
    // Closed by us or by the server.
  }
}

function parse(block: string): Received {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)))
  return { id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) }
}
