/** 实时接口 — server-sent events of the changes this reader may see; `Last-Event-ID` picks up where the line broke. */
import type { ServerResponse } from 'node:http'
import { scopePrefixes } from '@huying/core/matter/policy.ts'
import { Type } from 'typebox'
import type { Actors } from '../account/actor.ts'
import type { App, Signed } from '../app.ts'
import { addresseesOfActor } from '../matter/list/list-inbox.ts'
import type { Reach, Tail } from './tail.ts'

/** A comment line now and then keeps proxies from closing a quiet line; then it is also asked who is still signed in. */
const HEARTBEAT = 20_000
/** Bytes waiting for a reader that does not read; it is let go, and resumes when it can. */
const MOST_WAITING = 1024 * 1024

const LastEventId = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ maxLength: 20, description: 'Id of the last event received; the line goes on after it' }),
  ),
})

export function registerFeedRoute(app: App, { tail, actors, heartbeat = HEARTBEAT }: FeedOptions): void {
  app.get(
    '/api/feed',
    {
      // A line that never ends has no head of its own.
      exposeHeadRoute: false,
      config: { policy: 'signed-in' },
      schema: {
        tags: ['feed'],
        summary: 'Changes as they happen (server-sent events)',
        description:
          'Events `change` with `{matterId, version, position}` of matters that the reader may see; `ready` with `{position}` where the line begins without going on from an earlier one: then read again what is shown.',
        headers: LastEventId,
        response: {
          200: {
            description: 'Events, for as long as the line holds',
            content: { 'text/event-stream': { schema: Type.String({ description: 'Server-sent events' }) } },
          },
        },
      },
    },
    async (request, reply) => {
      let reach = reachOf(request.signed)
      const given = request.headers['last-event-id']
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.flushHeaders()
      const timer = setInterval(async () => {
        const signed = await actors.actorFor(request).catch(() => request.signed)
        if (signed === null) return void raw.end()
        reach = reachOf(signed)
        raw.write(': still here\n\n')
      }, heartbeat)
      let stop = () => {}
      raw.on('close', () => {
        clearInterval(timer)
        stop()
      })
      try {
        stop = await tail.follow(
          {
            jurisdiction: request.signed.account.jurisdiction,
            reach: () => reach,
            begin: (position) => send(raw, position, 'ready', { position }),
            tell: ({ position, matterId, version }) =>
              send(raw, position, 'change', { matterId, version, position }),
          },
          given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : null,
        )
      } catch (error) {
        // The answer has begun, so nothing else can be said: the reader comes back with what it has.
        request.log.error({ err: error }, 'feed broke off')
        raw.destroy()
      }
      if (raw.closed || raw.destroyed) stop()
    },
  )
}

export type FeedOptions = {
  readonly tail: Tail
  readonly actors: Actors
  /** Milliseconds. */
  readonly heartbeat?: number
}

function reachOf({ actor }: Signed): Reach {
  const residents = actor.residentId === null ? [] : [`resident:${actor.residentId}`]
  return {
    prefixes: scopePrefixes(actor),
    addressees: new Set([...addresseesOfActor(actor), ...residents]),
  }
}

function send(raw: ServerResponse, id: number, event: string, data: object): void {
  if (raw.writableLength > MOST_WAITING) return void raw.destroy()
  raw.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
