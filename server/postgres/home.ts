/**
 * 数据之家 — where a cluster lives on this machine, and as whom it runs.
 *
 * As a plain user everything stays in `.data/` of the checkout. PostgreSQL refuses to run as root, and the user it
 * then runs as may not be able to enter the checkout (a 0700 folder), so as root a cluster and its binaries live
 * in a folder of `/var/lib` that `.data/place.json` remembers.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const checkout = resolve(import.meta.dirname, '../..')

/** The system user that PostgreSQL runs as; absent means: as ourselves. */
export type SystemUser = { readonly uid: number; readonly gid: number }

export type Home = {
  /** Folder with `data/`, `postgres.log` and, as root, the binaries. */
  readonly path: string
  /** Folder of the unix socket; its path is short enough for the kernel. */
  readonly socket: string
  readonly user?: SystemUser
}

/** Name lengths in `sockaddr_un` are 104 (macOS) to 108 bytes; PostgreSQL appends `/.s.PGSQL.5432`. */
const longestSocketFolder = 85

/**
 * The home of this checkout's real data. Throws a sentence when the checkout was started by someone else before,
 * rather than begin an empty city beside the existing one.
 */
export async function mainHome(root: string = checkout): Promise<Home> {
  const local = join(root, '.data', 'postgres')
  if (process.getuid?.() !== 0) {
    await refuseForeignData(root)
    return makeHome(local)
  }
  const owner = await ownerOf(join(local, 'data'))
  if (owner && owner.uid !== 0) return makeHome(local, owner)
  return makeHome(await rememberedPlace(root), await unprivilegedUser())
}

/** The home of the disposable cluster that tests share: one per checkout and user, under the temporary folder. */
export async function testHome(root: string = checkout): Promise<Home> {
  const uid = process.getuid?.() ?? 0
  const path = join(await realpath(tmpdir()), `huying-test-${shortHash(root)}-${uid}`)
  return makeHome(path, uid === 0 ? await unprivilegedUser() : undefined)
}

/** Creates the folders, owned by the user who will run PostgreSQL and closed to everyone else. */
export async function makeHome(path: string, user?: SystemUser): Promise<Home> {
  await ownFolder(path, user)
  const near = join(path, 'socket')
  const socket =
    Buffer.byteLength(near) <= longestSocketFolder ? near : join(tmpdir(), `huying-socket-${shortHash(path)}`)
  await ownFolder(socket, user)
  return user ? { path, socket, user } : { path, socket }
}

/** `path` as a 0700 folder of `user`. A folder that somebody else put there first is refused, not trusted. */
export async function ownFolder(path: string, user?: SystemUser): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 })
  const uid = user?.uid ?? process.getuid?.()
  if (made && user) await chown(path, user.uid, user.gid)
  const found = await lstat(path)
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    throw new Error(`${path} belongs to another user. Remove it, or start as that user.`)
  }
  if ((found.mode & 0o077) !== 0) await chmod(path, 0o700)
}

async function refuseForeignData(root: string): Promise<void> {
  const place = await readPlace(root)
  if (place) {
    throw new Error(
      `This checkout was started as root before; its data is in ${place.path}. ` +
        `Start as root again, or remove ${placeFile(root)} to begin with empty data.`,
    )
  }
}

type Place = { readonly checkout: string; readonly path: string }

const placeFile = (root: string): string => join(root, '.data', 'place.json')

async function readPlace(root: string): Promise<Place | undefined> {
  try {
    return JSON.parse(await readFile(placeFile(root), 'utf8')) as Place
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${placeFile(root)} cannot be read: ${(error as Error).message}`)
  }
}

/**
 * A moved checkout finds its data again; a copied one (the first still exists) gets data of its own, and so does a
 * new clone in an old one's folder, which is why the place is not named after the folder.
 */
async function rememberedPlace(root: string): Promise<string> {
  const place = await readPlace(root)
  const here = await realpath(root)
  if (place?.checkout === here) return place.path
  const moved = place && !existsSync(place.checkout)
  const parent = existsSync('/var/lib') ? '/var/lib' : await realpath(tmpdir())
  const path = moved ? place.path : join(parent, `huying-${randomBytes(5).toString('hex')}`)
  await mkdir(join(root, '.data'), { recursive: true })
  await writeFile(placeFile(root), `${JSON.stringify({ checkout: here, path })}\n`)
  return path
}

/** `postgres` where the machine has it, else `nobody`: initdb needs a user that the machine can name. */
export async function unprivilegedUser(): Promise<SystemUser> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([user]) => user === name) ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither a user "postgres" nor "nobody". ' +
      'Start as a plain user, or set DATABASE_URL.',
  )
}

async function ownerOf(path: string): Promise<SystemUser | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && { uid: found.uid, gid: found.gid }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10)
}
