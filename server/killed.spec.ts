import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Killable, startKillable } from './testing/killable.ts'
import { NOISE, opened } from './testing/requests.ts'
import { type Client, type TestServer, testServer } from './testing/server.ts'
import { assertSound } from './testing/soundness.ts'

let city: TestServer
let operator: Client
let officer: Client
let keys: string
const children: Killable[] = []

before(async () => {
  city = await testServer()
  keys = await mkdtemp(join(tmpdir(), 'huying-keys-'))
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

/** Before the file ends: its database is dropped when nobody is connected any more. */
async function killAll(): Promise<void> {
  for (const child of children) await child.kill()
}

type Command = {
  readonly path: string
  readonly body: object
  readonly key: string
  readonly by: 'operator' | 'officer'
}

async function cookieOf(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password: 'huying-demo-2026' }),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** The status, or null where the line broke before there was one. */
async function send(url: string, cookie: string, { path, body, key }: Command): Promise<number | null> {
  try {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, origin: url, cookie },
      body: JSON.stringify(body),
    })
    return response.status
  } catch {
    return null
  }
}

const again = (client: Client, { path, body, key }: Command) => client.post(path, body, { key })

async function countOf(command: Command): Promise<number> {
  const { rows } = await city.owner.query('select count(*)::int as n from command where key = $1', [
    command.key,
  ])
  return rows[0].n
}

/** Waits until so many have settled. */
function first(count: number, all: readonly Promise<unknown>[]): Promise<void> {
  let settled = 0
  return new Promise((resolve) => {
    for (const one of all) void one.then(() => ++settled === count && resolve())
  })
}

describe('a server killed in the middle of commands', () => {
  after(killAll)

  it('has done each once or not at all; sent again under its key, each is done exactly once', async (t) => {
    let unanswered = 0
    let doneUnanswered = 0
    for (let round = 0; round < 4; round++) {
      const child = await startKillable(city, keys)
      children.push(child)
      const cookies = {
        operator: await cookieOf(child.url, 'operator'),
        officer: await cookieOf(child.url, 'officer'),
      }
      const matters = await Promise.all(Array.from({ length: 15 }, () => opened(operator)))
      const commands: Command[] = Array.from({ length: 30 }, (_, n) =>
        n % 2
          ? {
              by: 'operator',
              path: '/api/matters',
              body: { ...NOISE, text: `${round} 轮 ${n}` },
              key: randomUUID(),
            }
          : {
              by: 'officer',
              path: `/api/matters/${matters[n / 2]?.id}/actions/sign`,
              body: {},
              key: randomUUID(),
            },
      )
      const answers = commands.map((command) => send(child.url, cookies[command.by], command))
      await first(5 * (round + 1), answers)
      await child.kill()
      const statuses = await Promise.all(answers)
      await settled()
      for (const [n, command] of commands.entries()) {
        const count = await countOf(command)
        if (statuses[n] === null) unanswered += 1
        if (statuses[n] === null && count === 1) doneUnanswered += 1
        // What was answered is durable.
        if (statuses[n] !== null) assert.deepEqual([statuses[n], count], [n % 2 ? 201 : 200, 1])
        const client = command.by === 'operator' ? operator : officer
        const done = await again(client, command)
        assert.ok(done.status < 300, JSON.stringify(done.body))
        assert.deepEqual(await again(client, command), done)
        assert.equal(await countOf(command), 1)
      }
    }
    // Else it was killed too early or too late to show anything.
    assert.ok(unanswered > 0, 'every command was answered before the kill')
    t.diagnostic(`${unanswered} commands broke off, ${doneUnanswered} of them had been done`)
    const { rows } = await city.owner.query(
      `select count(*)::int as n, count(distinct body)::int as different from content where field = 'text' and body like '% 轮 %'`,
    )
    assert.deepEqual(rows[0], { n: 60, different: 60 })
    await assertSound(city)
  })
})

/** A killed client's statements go on for a moment. */
async function settled(): Promise<void> {
  for (;;) {
    const { rows } = await city.owner.query(
      `select count(*)::int as n from pg_stat_activity where application_name = 'killable' and datname = current_database()`,
    )
    if (rows[0].n === 0) return
    await delay(10)
  }
}

describe('the log', () => {
  after(killAll)
  after(() => rm(keys, { recursive: true, force: true }))

  it('repeats nothing personal and nothing that was written, whatever fails', async () => {
    const child = await startKillable(city, keys)
    children.push(child)
    const cookie = await cookieOf(child.url, 'operator')
    const secrets = ['诸葛某某', '19955550001', '乐山小区南区九号楼', '邻居半夜装修']
    const [name, phone, address, text] = secrets as [string, string, string, string]
    const report = { ...NOISE, text, reporter: { name, phone, address } }
    const command = (body: object): Command => ({
      by: 'operator',
      path: '/api/matters',
      body,
      key: randomUUID(),
    })
    assert.equal(await send(child.url, cookie, command(report)), 201)
    assert.equal(await send(child.url, cookie, command({ ...report, kind: text })), 422)
    assert.equal(await send(child.url, cookie, command({ ...report, reporter: { phone: `${phone}x` } })), 422)
    // A line that cannot be read: the parser's message repeats the beginning of it.
    const { id } = await opened(operator, report)
    await city.owner.query('update journal set body = $2 where matter_id = $1', [id, `${text} ${phone}`])
    const broken = await fetch(`${child.url}/api/matters/${id}`, { headers: { cookie } })
    assert.equal(broken.status, 500)
    const problem = await broken.text()
    // A row that the database refuses: its message and details repeat the row.
    await city.owner.query(
      `alter table content add constraint no_noise check (body not like '%${text}%') not valid`,
    )
    assert.equal(await send(child.url, cookie, command(report)), 500)
    await delay(100)
    assert.match(child.log(), /"msg":"bug"/)
    assert.match(child.log(), /23514/)
    for (const secret of [...secrets, ...secrets.map((s) => JSON.stringify(s).slice(1, -1)), cookie])
      assert.ok(!child.log().includes(secret) && !problem.includes(secret), secret)
    const metrics = await (await fetch(`${child.url}/metrics`)).text()
    assert.match(metrics, /huying_http_requests_total\{method="POST",route="\/api\/matters",status="500"\} 1/)
    for (const secret of [...secrets, id, '程国栋', 'operator']) assert.ok(!metrics.includes(secret), secret)
  })
})
