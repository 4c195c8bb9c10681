/** 会话曲奇 — the signed session cookie of a request, as it was sent: the key under which its actor is remembered. */

/** What of a request is needed here; Fastify's requests and plain Node's have it. */
export type WithCookies = { readonly headers: { readonly cookie?: string | undefined } }

/**
 * The value of the cookie, undecoded, or null. Of two with the same name the first counts, as for the library:
 * else a cookie could be looked up under one value and verified under another.
 */
export function sessionCookieOf(request: WithCookies, name: string): string | null {
  const header = request.headers.cookie
  if (header === undefined) return null
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim() || null
  }
  return null
}

/**
 * Browsers forget the cookie when they are closed; how long it is good for is decided here, by the session's row.
 * The library's Max-Age would end it half an hour after sign-in, however busy its owner is.
 */
export function untilBrowserCloses(setCookie: string): string {
  return setCookie.replace(/; Max-Age=[1-9]\d*/i, '')
}
