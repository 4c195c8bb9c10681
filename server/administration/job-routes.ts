/** 后台接口 — how the work beside requests fares. What runs every few seconds has no button: it would come too late. */

import { Done } from '@huying/contract/account/leave.ts'
import { JobParams, Jobs } from '@huying/contract/administration/jobs.ts'
import { IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import { writeAudit } from '../account/audit.ts'
import type { App } from '../app.ts'
import type { WorkState } from '../background.ts'
import type { Pool } from '../database/pool.ts'
import { failureOf } from '../kernel/failure.ts'
import { localeOf, problemOf, sendProblem } from '../kernel/reply.ts'
import type { Administration } from './administration.ts'
import { scopeOf } from './scope.ts'

const config = { policy: 'administration' } as const
const tags = ['administration']

/** Works that rest longer than this may be started by a person, in ms. */
const RESTS_LONG = 60_000

export function registerJobRoutes(app: App, { services, people, background }: Administration): void {
  app.get(
    '/api/admin/jobs',
    { config, schema: { tags, summary: 'Background work', response: { 200: Jobs } } },
    async (request, reply) => {
      const scope = scopeOf(request.signed)
      if (!scope.isWhole) return sendProblem(request, reply, { code: 'not_found' })
      const locale = localeOf(request)
      return {
        works: background().works.map((work) => present(work, locale, request.id)),
        isIdle: background().idle,
        ...(await queues(people.pool, scope.jurisdiction, services.now())),
      }
    },
  )
  app.post(
    '/api/admin/jobs/:name/run',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        tags,
        summary: 'Run a work now',
        params: JobParams,
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const { isWhole, jurisdiction } = scopeOf(request.signed)
      const work = background().works.find((each) => each.name === name)
      if (!isWhole || !work || work.rest < RESTS_LONG)
        return sendProblem(request, reply, { code: 'not_found' })
      const { id: accountId } = request.signed.account
      await writeAudit(people.pool, { jurisdiction, accountId, what: 'job.run', subject: name })
      await background().runNow(name)
      return {}
    },
  )
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

function present(work: WorkState, locale: 'zh' | 'en', requestId: string): Jobs['works'][number] {
  const { name, rest, running, lastAt, took, runs, failedAt, failure } = work
  return {
    ...{
      name,
      restSeconds: rest / 1000,
      isRunning: running,
      lastRunAt: iso(lastAt),
      milliseconds: took,
      runs,
    },
    failedAt: iso(failedAt),
    // The words of the catalogue: what the driver says may repeat data.
    failure: failure === null ? null : problemOf(failureOf(failure), locale, requestId).title,
    mayRunNow: rest >= RESTS_LONG,
  }
}

async function queues(pool: Pool, jurisdiction: string, now: number) {
  const { rows } = await pool.query(
    `select (select count(*)::int from outbox where jurisdiction = $1) as waiting,
       (select coalesce(max(position), 0)::int from feed where jurisdiction = $1) as position,
       (select count(*)::int from matter where jurisdiction = $1 and next_due_at <= $2) as overdue,
       (select jsonb_build_object('day', day, 'events', events, 'signedAt', signed_at) from daily_root
        where jurisdiction = $1 order by day desc limit 1) as root`,
    [jurisdiction, new Date(now).toISOString()],
  )
  const { waiting, position, overdue, root } = rows[0]
  return {
    ...{ waiting, feedPosition: position, overdueClocks: overdue },
    lastRoot: root && { ...root, signedAt: new Date(root.signedAt).toISOString() },
  }
}
