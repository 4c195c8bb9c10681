/** 步骤 — what stories have in common: reporting, looking, acting, and being refused without any trace. */
import assert from 'node:assert/strict'
import type { Client, TestServer } from '@huying/server/testing/server.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the server shows is what the story is about to find out
export type Shown = any

/** Reports and answers with the opened matter. */
export async function report(client: Client, body: object): Promise<Shown> {
  const answer = await client.post('/api/matters', body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

export async function see(client: Client, { id }: { id: string }): Promise<Shown> {
  const answer = await client.get(`/api/matters/${id}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** Takes an action; answers with the matter as the actor sees it then. */
export async function act(
  client: Client,
  matter: { id: string },
  action: string,
  form: object = {},
): Promise<Shown> {
  const answer = await client.post(`/api/matters/${matter.id}/actions/${action}`, { form })
  assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`)
  return see(client, matter)
}

/** The action is refused with this status and code, and the journal is as long as before. */
export async function refused(
  city: TestServer,
  client: Client,
  matter: { id: string },
  action: string,
  expected: { status: number; code: string; form?: object },
): Promise<void> {
  const before = await journal(city, matter)
  const { status, body } = await client.post(`/api/matters/${matter.id}/actions/${action}`, {
    form: expected.form ?? {},
  })
  assert.deepEqual(
    { status, code: body.code },
    { status: expected.status, code: expected.code },
    JSON.stringify(body),
  )
  assert.deepEqual(await journal(city, matter), before)
}

/** Whoever it does not concern is told that there is nothing, and changes nothing. */
export async function hidden(
  city: TestServer,
  outsider: Client,
  matter: { id: string },
  action: string,
): Promise<void> {
  assert.equal((await outsider.get(`/api/matters/${matter.id}`)).status, 404)
  await refused(city, outsider, matter, action, { status: 404, code: 'not_found' })
  const { body } = await outsider.get('/api/matters?limit=200')
  assert.ok(
    !body.rows.some((row: { id: string }) => row.id === matter.id),
    'it is in the list of an outsider',
  )
}

export async function journal({ owner }: TestServer, { id }: { id: string }): Promise<unknown[]> {
  return (await owner.query('select seq, hash from journal where matter_id = $1 order by seq', [id])).rows
}

/** Ids of what somebody must answer next, in order. */
export async function inbox(client: Client): Promise<string[]> {
  const { status, body } = await client.get('/api/inbox?limit=200')
  assert.equal(status, 200)
  return body.rows.map((row: { id: string }) => row.id)
}

export const unitsOf = (matter: Shown, as: string): string[] =>
  matter.assignments
    .filter((a: Shown) => a.as === as && !['returned', 'withdrawn'].includes(a.state))
    .map((a: Shown) => a.unit.id)

/** Actions in the history, in order. */
export const deeds = (matter: Shown): string[] =>
  matter.timeline.filter((entry: Shown) => entry.type === 'ActionTaken').map((entry: Shown) => entry.title.zh)

/** Every minute from report to now or closing is held by exactly one holder. */
export function assertHeldWithoutGap(matter: Shown): void {
  let until = matter.reportedAt
  for (const { from, to } of matter.custody) {
    assert.equal(from, until)
    until = to
  }
  assert.equal(until, matter.closedAt)
}
