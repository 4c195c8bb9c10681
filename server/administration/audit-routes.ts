/** 审计接口 — who changed what. An administrator of a part sees what was done to people and posts of that part. */
import { AuditList, AuditQuery } from '@huying/contract/administration/jobs.ts'
import { type PostNamer, postNamer } from '../account/post-names.ts'
import type { App } from '../app.ts'
import type { Db } from '../database/db.ts'
import { NotACursor } from '../kernel/failure.ts'
import { localeOf } from '../kernel/reply.ts'
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
    (request) => {
      const { signed, query } = request
      const names = postNamer(services, signed.account.jurisdiction)
      return auditPage(services.db, scopeOf(signed), query, detailIn(names, localeOf(request)))
    },
  )
}

type Detail = Readonly<Record<string, unknown>>
type Say = (detail: Detail, delegate: string | null) => string[]

/** What else is known of an act, in names: whose post it was stands beside it already. */
const detailIn =
  (names: PostNamer, locale: 'zh' | 'en'): Say =>
  (detail, delegate) => {
    const named = ({ name }: ReturnType<PostNamer['role']>) =>
      locale === 'en' ? (name.en ?? name.zh) : name.zh
    const { organisationId, role, accountId: _, delegationId: __, fromAt, toAt, ...rest } = detail
    return [
      ...(typeof organisationId === 'string' ? [named(names.organisation(organisationId))] : []),
      ...(typeof role === 'string' ? [named(names.role(role))] : []),
      ...(delegate === null ? [] : [delegate]),
      ...Object.values(rest).map(String),
      // The store keeps the shorter name first: the end before the beginning.
      ...[fromAt, toAt].filter((at) => at !== undefined).map(String),
    ]
  }

/** Names stand for ids where they are people or posts; details are ids and dates, and never what a person wrote. */
async function auditPage(db: Db, scope: Scope, query: AuditQuery, say: Say): Promise<AuditList> {
  const [at, id] = query.cursor === undefined ? [null, null] : readCursor(query.cursor)
  const { rows } = await db.query(
    `select e.id, e.happened_at, e.happened_at::text as moment, e.what, e.detail, b.name as by,
       coalesce(s.name, h.name, i.file_name, e.subject) as subject, d.name as delegate, e.account_id
     from audit e
     left join account b on b.id = e.account_id
     left join account s on s.id = e.subject
     left join post p on p.jurisdiction = e.jurisdiction and p.id = e.subject
     left join account h on h.id = p.account_id
     left join account d on e.what like 'post.delegat%' and d.id = e.detail ->> 'accountId'
     left join import_run i on e.what like 'import.%' and i.jurisdiction = e.jurisdiction and i.id::text = e.subject
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
      detail: say(row.detail ?? {}, row.delegate),
    })),
    next: rows.length > PAGE && last ? Buffer.from(`${last.moment}|${last.id}`).toString('base64url') : null,
  }
}

function readCursor(cursor: string): [string, string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) throw new NotACursor()
  return [at, id]
}
