/** 口令 — what a password must be (GB/T 22239-2019 8.1.4.1: not easily guessed). Length does more than kinds of signs. */
import { PASSWORD_LENGTH } from './auth.ts'

/** What is typed along: rows of the keyboard and the alphabet, both ways, and the words that everybody thinks of first. */
const ROWS = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1q2w3e4r5t6y',
]
const WALKS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join('')), 'password', 'passw0rd']
/** So many signs next to each other in a walk are one thought, and so are the same signs again. */
const STEP = 4
const THOUGHTS = 8

/** Too short, too long, of fewer than five different characters, little more than walks, or with the sign-in name in it. */
export function isWeak(password: string, username: string): boolean {
  return (
    password.length < PASSWORD_LENGTH.minimum ||
    password.length > PASSWORD_LENGTH.maximum ||
    new Set(password).size < 5 ||
    thoughtsIn(password.toLowerCase()) < THOUGHTS ||
    (username !== '' && password.toLowerCase().includes(username.toLowerCase()))
  )
}

/** How many signs somebody has to think of: those of a walk count as one. */
function thoughtsIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += walkAt(text, at)) count += 1
  return count
}

/** Length of the longest walk that begins here; 1 where there is none. */
function walkAt(text: string, at: number): number {
  for (let end = text.length; end >= at + STEP; end--) {
    const part = text.slice(at, end)
    if (WALKS.some((walk) => walk.includes(part)) || text.slice(0, at).includes(part)) return end - at
  }
  return 1
}
