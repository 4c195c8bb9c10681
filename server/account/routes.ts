/**
 * 登录接口 — the four paths of the sign-in library that we need, under /api/auth. Everything else of it is not there.
 * What it refuses is said again in our own catalogue's words, with nothing that tells a known name from an unknown one.
 */
import { ChangePassword, Session, SignIn } from '@huying/contract/account/sign-in.ts'
import type { Account } from '@huying/core/account/types.ts'
import { type Refusal, refuse } from '@huying/core/kernel/refusal.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from '../database/pool.ts'
import { type Actors, accountOf } from './actor.ts'
import { type Attempts, LOCK_MINUTES } from './attempts.ts'
import { writeAudit } from './audit.ts'
import type { Auth } from './auth.ts'
import { isWeak } from './password.ts'
import { untilBrowserCloses } from './session-cookie.ts'

export type AuthRoutes = {
  readonly auth: Auth
  readonly pool: Pool
  readonly actors: Actors
  readonly attempts: Attempts
  /** As given to `createAuth`. */
  readonly baseUrl: string
  /** Answers with problem+json. */
  readonly sendRefusal: (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => unknown
}

export function registerAuth(app: FastifyInstance, routes: AuthRoutes): void {
  const { sendRefusal } = routes
  /** Runs a handler that gives an answer, or the refusal to send. */
  const answering =
    <Body>(
      handle: (routes: AuthRoutes, request: FastifyRequest<{ Body: Body }>, reply: FastifyReply) => Answer,
    ) =>
    async (request: FastifyRequest<{ Body: Body }>, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store')
      const answer = await handle(routes, request, reply)
      return 'code' in answer ? sendRefusal(request, reply, answer) : answer
    }
  const response = { 200: Session }
  app.post('/api/auth/sign-in/username', { schema: { body: SignIn, response } }, answering<SignIn>(signIn))
  app.post('/api/auth/sign-out', { schema: { response } }, answering(signOut))
  app.get('/api/auth/get-session', { schema: { response } }, answering(getSession))
  app.post(
    '/api/auth/change-password',
    { schema: { body: ChangePassword, response } },
    answering<ChangePassword>(changePassword),
  )
}

type Answer = Promise<Session | Refusal>

async function signIn(
  routes: AuthRoutes,
  request: FastifyRequest<{ Body: SignIn }>,
  reply: FastifyReply,
): Answer {
  const { attempts, pool } = routes
  const { username, password } = request.body
  if (!(await attempts.begin(username))) return refuse('account.locked', { minutes: LOCK_MINUTES }).refusal
  const response = await ask(routes, request, '/sign-in/username', { username, password })
  if (response.status === 403) return refuse('request.foreign_origin').refusal
  const user = response.ok ? ((await response.json()) as { user: { id: string } }).user : null
  const found = user ? await readAccount(routes, user.id) : null
  // Said only to whoever knows the password; the session that the library has just opened ends at once.
  if (found === 'locked') {
    await pool.query('delete from account_session where "userId" = $1', [user?.id])
    return refuse('account.closed').refusal
  }
  const account = found
  if (!account) {
    await attempts.failed(username)
    return refuse('account.sign_in_failed').refusal
  }
  await attempts.succeeded(username)
  await writeAudit(pool, { ...byItself(account), what: 'account.signed_in' })
  passCookies(response, reply)
  return present(account)
}

async function signOut(routes: AuthRoutes, request: FastifyRequest, reply: FastifyReply): Answer {
  const { actors, pool } = routes
  const signedIn = await actors.actorFor(request)
  const response = await ask(routes, request, '/sign-out', {})
  if (response.status === 403) return refuse('request.foreign_origin').refusal
  actors.forgetSession(request)
  if (signedIn) await writeAudit(pool, { ...byItself(signedIn.account), what: 'account.signed_out' })
  passCookies(response, reply)
  return { account: null }
}

async function getSession({ actors }: AuthRoutes, request: FastifyRequest): Answer {
  const signedIn = await actors.actorFor(request)
  return signedIn ? present(signedIn.account) : { account: null }
}

/** Every other session of the account ends: whoever knew the old password is out. */
async function changePassword(
  routes: AuthRoutes,
  request: FastifyRequest<{ Body: ChangePassword }>,
  reply: FastifyReply,
): Answer {
  const { actors, attempts, pool } = routes
  const account = (await actors.actorFor(request))?.account
  if (!account) return refuse('account.sign_in_required').refusal
  const { currentPassword, newPassword } = request.body
  if (newPassword === currentPassword || isWeak(newPassword, account.username))
    return refuse('account.password_weak').refusal
  if (!(await attempts.begin(account.username)))
    return refuse('account.locked', { minutes: LOCK_MINUTES }).refusal
  const body = { currentPassword, newPassword, revokeOtherSessions: true }
  const response = await ask(routes, request, '/change-password', body)
  if (response.status === 403) return refuse('request.foreign_origin').refusal
  if (response.status === 401) return refuse('account.sign_in_required').refusal
  if (!response.ok) {
    await attempts.failed(account.username)
    return refuse('account.password_wrong').refusal
  }
  await pool.query(
    'update account set "mustChangePassword" = false, "passwordChangedAt" = now() where id = $1',
    [account.id],
  )
  actors.forgetAccount(account.id)
  await attempts.succeeded(account.username)
  await writeAudit(pool, { ...byItself(account), what: 'account.password_changed' })
  passCookies(response, reply)
  return present({ ...account, mustChangePassword: false })
}

/** What the library answers at sign-in lacks our own columns. */
async function readAccount({ pool }: AuthRoutes, id: string): Promise<Account | 'locked' | null> {
  const { rows } = await pool.query('select * from account where id = $1', [id])
  if (!rows[0]) return null
  return rows[0].lockedAt ? 'locked' : accountOf(rows[0])
}

/** Asks the library as a request of its own, with the sender's cookies, origin and address. */
async function ask(
  { auth, baseUrl }: AuthRoutes,
  request: FastifyRequest,
  path: string,
  body: object,
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', 'x-forwarded-for': request.ip })
  for (const name of [
    'cookie',
    'host',
    'origin',
    'referer',
    'user-agent',
    'sec-fetch-site',
    'sec-fetch-mode',
  ]) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const url = new URL(`/api/auth${path}`, baseUrl)
  const response = await auth.handler(
    new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
  )
  if (response.status >= 500) throw new Error(`The sign-in library answered ${response.status} at ${path}`)
  return response
}

function passCookies(response: Response, reply: FastifyReply): void {
  reply.header('set-cookie', response.headers.getSetCookie().map(untilBrowserCloses))
}

function byItself({ id, jurisdiction }: Account) {
  return { jurisdiction, accountId: id, subject: id }
}

function present({ id, username, name, locale, mustChangePassword }: Account): Session {
  return { account: { accountId: id, username, name, locale, mustChangePassword } }
}
