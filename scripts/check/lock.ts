/**
 * `npm ci` refuses a lock file that lacks any platform's optional package, on every platform. A lock file made where
 * the registry does not offer all of them lacks some; `node scripts/complete-lock.ts` adds them, by the exact version
 * that their parent asks for.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './command.ts'

export type LockEntry = {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type Lock = { readonly packages: Readonly<Record<string, LockEntry>> }

export const lockFile = join(checkout, 'package-lock.json')

export async function checkLock(): Promise<void> {
  const missing = Object.keys(findMissing(JSON.parse(readFileSync(lockFile, 'utf8')) as Lock))
  if (missing.length > 0) {
    throw new Error(
      `npm ci would refuse the lock file, which lacks:\n${missing.join('\n')}\nRun: node scripts/complete-lock.ts`,
    )
  }
}

/** The entries that are asked for and not there, as they would have to be; packages of no other version qualify. */
export function findMissing({ packages }: Lock): Record<string, LockEntry> {
  return Object.fromEntries(
    Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name]) => !isFound(packages, path, name))
        .map(([name, version]) => [
          `node_modules/${name}`,
          { version, ...platformOf(name), ...(dev && { dev }), optional: true },
        ]),
    ),
  )
}

/** Node looks in the package's own folder first, then upwards. */
function isFound(packages: Lock['packages'], path: string, name: string): boolean {
  for (
    let folder = path;
    folder;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    if (packages[`${folder}/node_modules/${name}`]) return true
  }
  return packages[`node_modules/${name}`] !== undefined
}

/** Read off the name, where such packages carry it: `binding-linux-arm64-musl`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const [, os, cpu, abi = ''] =
    /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(name) ?? []
  if (!os || !cpu) return {}
  const libc = abi.startsWith('musl') ? 'musl' : os === 'linux' ? 'glibc' : undefined
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) }
}
