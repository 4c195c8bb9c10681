/**
 * 密钥 — the secrets of this installation, in one file that only its owner may read: the vault's keys, the key of the
 * phone index, the signing key of the daily roots, and the secret of the session cookies. Made at the first start.
 *
 * To rotate, put a new entry in front of `vault` or `signing` and restart: the first one writes, all of them read;
 * `Vault.reseal` then moves old rows to it, after which the old entry may go. `HUYING_VAULT_KEY` (`id:base64`, several
 * by comma, 32 bytes each) takes the place of `vault`, where the key must not lie on the same disk as the data.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Secrets by id; `current` is the one that writes. */
export type KeyRing = { readonly current: string; readonly byId: ReadonlyMap<string, Buffer> }

export type SigningKey = {
  readonly id: string
  /** Ed25519 signature. */
  sign(bytes: Uint8Array): Buffer
}

export type Keys = {
  readonly vault: KeyRing
  readonly phoneIndex: Buffer
  readonly signing: SigningKey
  /** By any signing key of the file; false also for one that is not known here. */
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean
  readonly sessionSecret: string
}

type Entry = { readonly id: string; readonly key: string }
type KeyFile = {
  readonly format: 1
  readonly vault: readonly Entry[]
  readonly phoneIndex: string
  readonly signing: readonly Entry[]
  readonly sessionSecret: string
}

export const KEY_FILE = 'keys.json'

/**
 * Reads the keys of a data folder; makes folder and file where there are none.
 * @throws a sentence for people: the file is broken, or others may read it, or the environment's key is no key
 */
export async function loadKeys(folder: string, environment: NodeJS.ProcessEnv = process.env): Promise<Keys> {
  const path = join(folder, KEY_FILE)
  const text = (await readOwn(path)) ?? (await makeFile(folder, path))
  return keysOf(parse(text, path), environment.HUYING_VAULT_KEY)
}

async function readOwn(path: string): Promise<string | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!found) return null
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error(`${path} holds secrets and others may read it. Run: chmod 600 ${path}`)
  return readFile(path, 'utf8')
}

/** Written aside and linked in place: two first starts at once end up with the same keys, a killed one with none. */
async function makeFile(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(newKeys(), null, 2)}\n`)
    await file.sync()
    await file.close()
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(path, 'utf8')
}

function newKeys(): KeyFile {
  const secret = () => randomBytes(32).toString('base64')
  return {
    format: 1,
    vault: [{ id: newKeyId(), key: secret() }],
    phoneIndex: secret(),
    signing: [{ id: newKeyId(), key: newSigningKey() }],
    sessionSecret: secret(),
  }
}

function newKeyId(): string {
  return randomBytes(4).toString('hex')
}

function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
}

function parse(text: string, path: string): KeyFile {
  try {
    const file = JSON.parse(text) as KeyFile
    if (
      file.format === 1 &&
      file.vault.length > 0 &&
      file.signing.length > 0 &&
      file.phoneIndex &&
      file.sessionSecret
    )
      return file
  } catch {} // what is in it is not repeated in a message
  throw new Error(
    `${path} is no key file of this program. Restore it from a backup: without it the vault stays shut.`,
  )
}

function keysOf(file: KeyFile, vaultKey: string | undefined): Keys {
  const signing = file.signing.map(({ id, key }) => {
    return { id, key: createPrivateKey({ key: Buffer.from(key, 'base64'), type: 'pkcs8', format: 'der' }) }
  })
  const publicKeys = new Map(signing.map(({ id, key }) => [id, createPublicKey(key)]))
  const [first] = signing as [{ id: string; key: KeyObject }]
  return {
    vault: ringOf(vaultKey ? vaultKey.split(',').map(entryOf) : file.vault),
    phoneIndex: Buffer.from(file.phoneIndex, 'base64'),
    signing: { id: first.id, sign: (bytes) => sign(null, bytes, first.key) },
    verify: (keyId, bytes, signature) => {
      const key = publicKeys.get(keyId)
      return key !== undefined && verify(null, bytes, key, signature)
    },
    sessionSecret: file.sessionSecret,
  }
}

function entryOf(text: string): Entry {
  const [id = '', key = ''] = text.trim().split(':')
  return { id, key }
}

function ringOf(entries: readonly Entry[]): KeyRing {
  const byId = new Map(entries.map(({ id, key }) => [id, Buffer.from(key, 'base64')]))
  for (const [id, key] of byId) {
    if (key.length !== 32 || !/^[\w-]{1,32}$/.test(id))
      throw new Error('A vault key must be written id:base64 and have 32 bytes (openssl rand -base64 32)')
  }
  return { current: entries[0]?.id ?? '', byId }
}
