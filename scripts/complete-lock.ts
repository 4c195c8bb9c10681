import { readFileSync, writeFileSync } from 'node:fs'
import { findMissing, type Lock, lockFile } from './check/lock.ts'

const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as Lock
const missing = findMissing(lock)
const packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en')),
)
writeFileSync(lockFile, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
console.log(Object.keys(missing).join('\n') || 'The lock file is complete.')
