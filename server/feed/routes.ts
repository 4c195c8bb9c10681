/** 实时接口 — server-sent events of the changes this reader may see; `Last-Event-ID` picks up where the line broke. */
import { scopePrefixes } from '@huying/core/matter/policy.ts'
import type { App } from '../app.ts'
import { addresseesOfActor } from '../matter/list.ts'
import type { Change, Listener, Tail } from './tail.ts'

/** A comment line now and then keeps proxies from closing a quiet line. */
const HEARTBEAT = 20_000

export function registerFeedRoute(app: App, tail: Tail): void {
  app.get(
    '/api/feed',
    {
      config: { policy: 'signed-in' },
      schema: { tags: ['feed'], summary: 'Changes as they happen (server-sent events)', hide: false },
    },
    async (request, reply) => {
      const { actor, account } = request.signed
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const tell = (change: Change) => {
        raw.write(
          `id: ${change.position}\nevent: change\ndata: ${JSON.stringify({ matterId: change.matterId, version: change.version, position: change.position })}\n\n`,
        )
      }
      const residents = actor.residentId === null ? [] : [`resident:${actor.residentId}`]
      const listener: Listener = {
        jurisdiction: account.jurisdiction,
        prefixes: scopePrefixes(actor),
        addressees: new Set([...addresseesOfActor(actor), ...residents]),
        tell,
      }
      const last = Number(request.headers['last-event-id'])
      const stop = tail.listen(listener)
      if (Number.isSafeInteger(last) && last >= 0)
        for (const change of await tail.since(listener, last)) tell(change)
      else raw.write(`id: ${await tail.position(account.jurisdiction)}\nevent: ready\ndata: {}\n\n`)
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT)
      request.raw.on('close', () => {
        clearInterval(heartbeat)
        stop()
      })
    },
  )
}
