/** 可信代理 — machines in front of the server whose word is taken on where a request came from. */
import { isIP } from 'node:net'

/** Names of whole ranges that the HTTP server knows. */
const RANGES = ['loopback', 'linklocal', 'uniquelocal']

/**
 * `loopback` where nothing is said: a proxy on the same machine, and nobody else. `none` trusts nobody. A range that holds every
 * address is wrong: then anybody could say where they come from.
 */
export function readProxies(text: string | undefined): readonly string[] | 'wrong' {
  const given = text?.trim() || 'loopback'
  if (given === 'none') return []
  const listed = given.split(',').map((one) => one.trim())
  return listed.every(isProxy) ? listed : 'wrong'
}

function isProxy(one: string): boolean {
  if (RANGES.includes(one)) return true
  const [address = '', bits, ...rest] = one.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || rest.length > 0) return false
  if (bits === undefined) return true
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
}
