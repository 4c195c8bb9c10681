/**
 * 登录 — the sign-in library (better-auth) on our tables: user name and password, sessions in the database.
 *
 * A second factor: add `twoFactor({ schema })` to `plugins`, a migration with its table and the column
 * `account."twoFactorEnabled"`, and its two verifying paths to `routes.ts`. The city's OIDC: add
 * `genericOAuth({ config: [...] })`, its sign-in and callback paths, and `advanced.cookies.oauth_state` with
 * `sameSite: 'lax'`, because the provider leads back here from another site; outside identities then lie in
 * `account_credential`. `disableSignUp` of each provider stays on: accounts are made by `people.ts` only.
 */
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins/username'
import type { Pool } from '../database/pool.ts'

export type AuthOptions = {
  readonly pool: Pool
  /** At least 32 random characters; signs the session cookie (`resident/keys.ts`). */
  readonly secret: string
  /** Where people reach the server, e.g. `https://huying.example`; with https the cookie is `Secure`. */
  readonly baseUrl: string
}

/** Idle time after which a session ends, in seconds (GB/T 22239-2019 8.1.4.1: failure handling and timeout). */
export const SESSION_IDLE = 30 * 60
/** A session in use is renewed at most this often, in seconds: one write a minute, not one per request. */
const RENEWED_EVERY = 60

export const PASSWORD_LENGTH = { minimum: 10, maximum: 128 } as const
export const USERNAME_LENGTH = { minimum: 2, maximum: 64 } as const
export const USERNAME = /^[a-z][a-z0-9._-]*$/

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ pool, secret, baseUrl }: AuthOptions) {
  return betterAuth({
    appName: 'Huying',
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: (request) => [new URL(baseUrl).origin, ...ownOrigin(baseUrl, request)],
    user: {
      modelName: 'account',
      additionalFields: {
        jurisdiction: { type: 'string', required: false, input: false },
        residentId: { type: 'string', required: false, input: false },
        locale: { type: 'string', required: false, input: false },
        lockedAt: { type: 'date', required: false, input: false },
        mustChangePassword: { type: 'boolean', required: false, input: false },
        passwordChangedAt: { type: 'date', required: false, input: false },
      },
    },
    session: { modelName: 'account_session', expiresIn: SESSION_IDLE, updateAge: RENEWED_EVERY },
    account: { modelName: 'account_credential' },
    verification: { modelName: 'account_verification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.minimum,
      maxPasswordLength: PASSWORD_LENGTH.maximum,
    },
    plugins: [
      username({
        minUsernameLength: USERNAME_LENGTH.minimum,
        maxUsernameLength: USERNAME_LENGTH.maximum,
        usernameValidator: (name) => USERNAME.test(name),
        validationOrder: { username: 'post-normalization' },
      }),
    ],
    // Per name in `attempts.ts`, per address in front of the routes: an office behind one address signs in at nine.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its sentences repeat what was typed; failures reach our log by their codes.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'huying',
      useSecureCookies: baseUrl.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      // Said outright, because the library lets go of both where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  })
}

/** The server may be reached by several names of its machine; a page it served itself is trusted under each. */
function ownOrigin(baseUrl: string, request: Request | undefined): string[] {
  const host = request?.headers.get('host')
  return host ? [`${new URL(baseUrl).protocol}//${host}`] : []
}
