/** 账号规格的场景 — an authority with a district, a street and its section, a server that signs people in, a clock. */
import { zoneOf } from '@huying/core/kernel/calendar/zone.ts'
import { errors } from '@huying/core/kernel/errors.ts'
import { buildDirectory } from '@huying/core/organisation/directory.ts'
import { type Organisation, SYSTEM } from '@huying/core/organisation/types.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { createActors } from '../account/actor.ts'
import { openAttempts } from '../account/attempts.ts'
import { createAuth } from '../account/auth.ts'
import { createAccount, type People } from '../account/people.ts'
import { registerAuth } from '../account/routes.ts'
import { testDatabase } from './database.ts'

export const CITY = '9901'
export const DISTRICT = '990101'
export const STREET = '990101001'
export const PASSWORD = 'correct horse 7'
export const SECRET = 'a secret of the specs, long enough to be one'
export const BASE_URL = 'http://127.0.0.1:8080'

function organisation(
  id: string,
  kind: string,
  parentId: string | null,
  territory: string,
  duties: string[] = [],
) {
  const one: Organisation = { id, name: { zh: id }, kind, parentId, territory, duties, functions: [] }
  return one
}

export const directory = buildDirectory([
  organisation('city', 'government', null, CITY, ['administration']),
  organisation('district', 'government', 'city', DISTRICT),
  organisation('desk', 'centre', 'district', DISTRICT, ['triage', 'administration']),
  organisation('street', 'street', 'district', STREET),
  organisation('office', 'section', 'street', STREET),
])

/** Everything of the account word on a database of its own. `clock.now` may be set; it starts at the real time. */
export async function accountScene() {
  const db = await testDatabase()
  const clock = { now: Date.now() }
  const auth = createAuth({ pool: db.pool, secret: SECRET, baseUrl: BASE_URL })
  const rulesOf = (jurisdiction: string) =>
    jurisdiction === CITY ? { directory, calendar: { zone: zoneOf('Asia/Shanghai') } } : undefined
  const actors = await createActors({ pool: db.pool, auth, rulesOf, now: () => clock.now })
  const attempts = openAttempts(db.pool, SECRET)
  const people: People = { pool: db.pool, auth, rulesOf }
  const app = Fastify()
  registerAuth(app, {
    ...{ auth, pool: db.pool, actors, attempts, baseUrl: BASE_URL },
    sendRefusal: (_request, reply, { code, params }) =>
      reply.code(errors[code].status).send({ code, params }),
  })
  return { db, clock, auth, actors, attempts, people, app }
}

export type Scene = Awaited<ReturnType<typeof accountScene>>

/** The system, for the authority of the scene. */
export const bySystem = { actor: SYSTEM, jurisdiction: CITY }

/** An account of staff with `PASSWORD`; returns its id. */
export async function hire({ people }: Scene, username: string): Promise<string> {
  const made = await createAccount(people, bySystem, { username, name: username, password: PASSWORD })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.accountId
}

/** What a browser would send after signing in. */
export type Browser = { readonly headers: { readonly cookie: string; readonly origin: string } }

export async function signIn({ app }: Scene, username: string, password = PASSWORD): Promise<Browser> {
  const answer = await trySignIn(app, username, password)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return browserWith(answer)
}

export function trySignIn(app: FastifyInstance, username: string, password: string) {
  return app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    headers: { origin: BASE_URL },
    payload: { username, password },
  })
}

export function browserWith(answer: { cookies: readonly { name: string; value: string }[] }): Browser {
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  return { headers: { cookie, origin: BASE_URL } }
}

/** Rows that the refusals of a spec must leave as they are. */
export async function snapshot({ db }: Scene) {
  const { rows } = await db.owner.query(`
    select (select jsonb_agg(to_jsonb(a) order by id) from account a) as accounts,
      (select jsonb_agg(to_jsonb(c) order by id) from account_credential c) as credentials,
      (select jsonb_agg(to_jsonb(p) order by id) from post p) as posts,
      (select jsonb_agg(to_jsonb(d) order by id) from delegation d) as delegations,
      (select count(*) from audit where what not like 'account.sign_in%') as audits`)
  return rows[0]
}
