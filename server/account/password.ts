/** 口令 — what a password must be (GB/T 22239-2019 8.1.4.1: not easily guessed). Length does more than kinds of signs. */
import { PASSWORD_LENGTH } from './auth.ts'

/** Too short, too long, of fewer than five different characters, or with the sign-in name in it. */
export function isWeak(password: string, username: string): boolean {
  return (
    password.length < PASSWORD_LENGTH.minimum ||
    password.length > PASSWORD_LENGTH.maximum ||
    new Set(password).size < 5 ||
    (username !== '' && password.toLowerCase().includes(username.toLowerCase()))
  )
}
