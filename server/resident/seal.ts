/**
 * 封存 — personal data as the database sees it: AES-256-GCM, bound to its row, so that sealed bytes moved to another
 * resident do not open. Form: version 1 · length and id of the key · nonce (12) · tag (16) · encrypted JSON.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { NOTHING, RESIDENT_FIELDS, type ResidentData } from '@huying/core/resident/types.ts'
import type { Keys } from './keys.ts'

const VERSION = 1
const NONCE = 12
const TAG = 16
const CIPHER = 'aes-256-gcm'

export type Row = { readonly jurisdiction: string; readonly id: string }

export function seal({ vault }: Keys, row: Row, data: ResidentData): Buffer {
  const header = Buffer.concat([
    Buffer.from([VERSION, vault.current.length]),
    Buffer.from(vault.current, 'latin1'),
  ])
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyOf(vault.byId, vault.current), nonce, { authTagLength: TAG })
  cipher.setAAD(boundTo(header, row))
  const known = Object.fromEntries(RESIDENT_FIELDS.flatMap((f) => (data[f] === null ? [] : [[f, data[f]]])))
  const encrypted = Buffer.concat([cipher.update(JSON.stringify(known), 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), encrypted])
}

/**
 * Erased data is empty and opens as nothing.
 * @throws when the bytes were changed or moved, or their key is not known
 */
export function unseal({ vault }: Keys, row: Row, sealed: Buffer): ResidentData {
  if (sealed.length === 0) return NOTHING
  if (sealed[0] !== VERSION) throw new Error(`resident ${row.id} is sealed in an unknown form`)
  const start = 2 + (sealed[1] ?? 0)
  const nonce = sealed.subarray(start, start + NONCE)
  const tag = sealed.subarray(start + NONCE, start + NONCE + TAG)
  const decipher = createDecipheriv(CIPHER, keyOf(vault.byId, keyIdOf(sealed)), nonce, { authTagLength: TAG })
  decipher.setAAD(boundTo(sealed.subarray(0, start), row))
  decipher.setAuthTag(tag)
  const text = Buffer.concat([
    decipher.update(sealed.subarray(start + NONCE + TAG)),
    decipher.final(),
  ]).toString('utf8')
  return { ...NOTHING, ...JSON.parse(text) }
}

/** Which key sealed this; empty for erased data. */
export function keyIdOf(sealed: Buffer): string {
  return sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString('latin1')
}

/** Finds a number without reading it. Nobody without the key can try all numbers against the index. */
export function phoneIndexOf({ phoneIndex }: Keys, jurisdiction: string, phone: string): Buffer {
  return createHmac('sha256', phoneIndex).update(`${jurisdiction}\n${phone}`).digest()
}

function keyOf(ring: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = ring.get(id)
  if (!key) throw new Error(`the vault key ${id} is not known here`)
  return key
}

function boundTo(header: Buffer, { jurisdiction, id }: Row): Buffer {
  return Buffer.concat([header, Buffer.from(`\n${jurisdiction}\n${id}`)])
}
