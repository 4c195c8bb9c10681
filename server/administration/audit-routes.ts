/** 审计接口 — who changed what. An administrator of a part sees what was done to people and posts of that part. */
import { AuditList, AuditQuery } from '@huying/contract/administration/jobs.ts'
import type { App } from '../app.ts'
import type { Db } from '../database/db.ts'
import { NotACursor } from '../kernel/failure.ts'
import type { Administration } from './administration.ts'
import { type Scope, scopeOf } from './scope.ts'

const PAGE = 50

export function registerAuditRoutes(app: App, { services }: Administration): void {
  app.get(
    '/api/admin/audit',
    {
      config: { policy: 'administration' },
      schema: {
        ...{ tags: ['administration'], summary: 'Who changed what' },
        ...{ querystring: AuditQuery, response: { 200: AuditList } },
      },
    },
    ({ signed, query }) => auditPage(services.db, scopeOf(signed), query),
  )
}

/** Names stand for ids where they are people or posts; details are ids and dates, and never what a person wrote. */
async function auditPage(db: Db, scope: Scope, query: AuditQuery): Promise<AuditList> {
  const [at, id] = query.cursor === undefined ? [null, null] : readCursor(query.cursor)
  const { rows } = await db.query(
    `select e.id, e.happened_at, e.happened_at::text as moment, e.what, e.detail, b.name as by,
       coalesce(s.name, h.name, e.subject) as subject, e.account_id
     from audit e
     left join account b on b.id = e.account_id
     left join account s on s.id = e.subject
     left join post p on p.jurisdiction = e.jurisdiction and p.id = e.subject
     left join account h on h.id = p.account_id
     where e.jurisdiction = $1
       and ($2 or exists (select from post o where o.jurisdiction = $1
         and (o.id = e.subject or o.account_id = e.subject)
         and exists (select from unnest($3::text[]) as own (code) where starts_with(o.territory, own.code))))
       and ($4::text is null or e.account_id = $4)
       and ($5::timestamptz is null or e.happened_at >= $5) and ($6::timestamptz is null or e.happened_at < $6)
       and ($7::timestamptz is null or (e.happened_at, e.id) < ($7, $8::uuid))
       and ($9 = '' or position($9 in lower(concat_ws(' ', b.name, s.name, h.name))) > 0)
     order by e.happened_at desc, e.id desc limit ${PAGE + 1}`,
    [
      ...[scope.jurisdiction, scope.isWhole, scope.territories, query.account ?? null],
      ...[query.from ?? null, query.to ?? null, at, id, query.text?.trim().toLowerCase() ?? ''],
    ],
  )
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    rows: page.map((row) => ({
      id: row.id,
      at: row.happened_at.toISOString(),
      by: row.by ?? row.account_id,
      what: row.what,
      subject: row.subject,
      detail: row.detail,
    })),
    next: rows.length > PAGE && last ? Buffer.from(`${last.moment}|${last.id}`).toString('base64url') : null,
  }
}

function readCursor(cursor: string): [string, string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) throw new NotACursor()
  return [at, id]
}
