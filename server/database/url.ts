/** 数据库地址 — every PostgreSQL, ours over a unix socket or another's by `DATABASE_URL`, is named by one `postgres://` address. */

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(name)}`
  return address.href
}

/** The same database with `-c name=value` settings for each session, added to those the address already has. */
export function withSettings(url: string, settings: Readonly<Record<string, string>>): string {
  const address = new URL(url)
  const given = address.searchParams.get('options')
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  address.searchParams.set('options', [given, ...added].filter(Boolean).join(' '))
  return address.href
}

/** For logs and sentences: without the password. */
export function withoutPassword(url: string): string {
  const address = new URL(url)
  if (address.password) address.password = '***'
  return decodeURIComponent(address.href)
}
