/** 初始密码 — a password to be read out once and typed: long enough, without signs that look alike. */
import { randomInt } from 'node:crypto'

const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four, ~79 bits: `k7mq-x2ba-…`. */
export function firstPassword(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}
