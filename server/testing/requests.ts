/**
 * 请求 — what specs of the HTTP server say over and over: a report in the demo city, the steps of a request, and requests as
 * bytes, for what a well-behaved client would never send.
 */
import { randomUUID } from 'node:crypto'
import type { Answer, Client, TestServer } from './server.ts'

/** A community of the first street of the first district. */
export const PLACE = { territory: '990101001001' } as const

/** Goes to the street (s1), whose officer is `duty`; urban management (d1-urban, `officer`) assists. */
export const WASTE = { kind: 'environment.waste', text: '垃圾桶满了三天没人清', place: PLACE } as const

/** Goes to urban management (d1-urban), whose officer is `officer`. */
export const NOISE = { kind: 'environment', text: '工地夜里一直施工', place: PLACE } as const

/** The opened matter. @throws what the server answered when it refuses */
export async function opened(client: Client, report: object = NOISE): Promise<Answer['body']> {
  const { status, body } = await client.post('/api/matters', report)
  if (status !== 201) throw new Error(`not opened: ${status} ${JSON.stringify(body)}`)
  return body
}

export function act(
  client: Client,
  id: string,
  action: string,
  form: object = {},
  options: { readonly version?: number; readonly key?: string } = {},
): Promise<Answer> {
  const { version, key } = options
  const body = { form, ...(version === undefined ? {} : { expectedVersion: version }) }
  return client.post(`/api/matters/${id}/actions/${action}`, body, key === undefined ? {} : { key })
}

export type Raw = Answer & { readonly headers: Headers }

/** A request with exactly these bytes and headers; a POST has a fresh idempotency key unless one is given. */
export async function raw(
  city: Pick<TestServer, 'url'>,
  path: string,
  init: { method?: string; body?: string | Buffer; headers?: Record<string, string>; as?: Client } = {},
): Promise<Raw> {
  const { method = 'POST', body, headers = {}, as } = init
  const usual =
    method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}
  const response = await fetch(`${city.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: body as string }),
    headers: { ...usual, origin: city.url, cookie: as?.cookie ?? '', ...headers },
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text ? JSON.parse(text) : text,
  }
}

/** How many rows of everything there are: what a refused command must leave as it was. */
export async function rowCounts(city: Pick<TestServer, 'owner'>): Promise<Record<string, number>> {
  const tables = [
    'matter',
    'journal',
    'content',
    'inbox',
    'custody',
    'outbox',
    'command',
    'resident',
    'resident_reveal',
    'account',
    'post',
    'delegation',
    'import_run',
  ]
  const { rows } = await city.owner.query(
    `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
  )
  return rows[0]
}
