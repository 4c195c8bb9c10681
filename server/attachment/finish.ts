/** 入库 — an upload whose last byte has arrived becomes an attachment, or is refused and thrown away. */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Services } from '../services.ts'
import { accept } from './accept.ts'
import { PHOTO_TYPE } from './photo.ts'
import { type AttachmentRow, deleteExpired, deleteWaiting, findWaiting, insertAttachment } from './rows.ts'
import type { Owner } from './uploads.ts'

export const keyOf = (jurisdiction: string, id: string): string => `${jurisdiction}/${id}`
export const thumbnailKeyOf = (jurisdiction: string, id: string): string => `${jurisdiction}/${id}.thumbnail`

type Given = Pick<Services, 'db' | 'files' | 'uploads' | 'registry'>

/**
 * Also for an upload that a server which was stopped left lying complete. Doing it twice does it once. Refusals: not_found and
 * those of `accept`.
 */
export async function finish(services: Given, owner: Owner, id: string): Promise<Result<AttachmentRow>> {
  const { db, files, uploads, registry } = services
  const { jurisdiction, accountId } = owner
  const known = (await findWaiting(db, jurisdiction, accountId, [id])).get(id)
  if (known) return ok(known)
  const staged = await uploads.find(owner, id)
  if (!staged?.complete) return refuse('not_found')
  const accepted = await accept(registry.current(jurisdiction).content.attachments ?? [], staged)
  if (!accepted.ok) {
    await uploads.remove(id)
    return accepted
  }
  const { kind, name, mediaType, bytes, sha256, photo } = accepted.value
  const key = keyOf(jurisdiction, id)
  if (photo) {
    await files.put(key, photo.bytes, PHOTO_TYPE)
    await files.put(thumbnailKeyOf(jurisdiction, id), photo.thumbnail, PHOTO_TYPE)
  } else await files.putFile(key, staged.path, mediaType)
  // The row comes last: a file that the database knows is there.
  const { width = null, height = null } = photo ?? {}
  const row = { id, account_id: accountId, kind, name, media_type: mediaType, bytes, sha256, width, height }
  await insertAttachment(db, jurisdiction, row)
  await uploads.remove(id)
  return ok({ ...row, bytes: String(bytes), redacted_at: null })
}

/** True where there was something of the owner's to remove. */
export async function discard(services: Given, owner: Owner, id: string): Promise<boolean> {
  const { db, files, uploads } = services
  const staged = await uploads.find(owner, id)
  if (staged) await uploads.remove(id)
  const waited = await deleteWaiting(db, owner.jurisdiction, owner.accountId, id)
  if (waited) await deleteFiles(files, owner.jurisdiction, id)
  return staged !== null || waited
}

export async function deleteFiles(files: Services['files'], jurisdiction: string, id: string): Promise<void> {
  await files.delete(keyOf(jurisdiction, id))
  await files.delete(thumbnailKeyOf(jurisdiction, id))
}

/** Half uploads, and files that nobody sent in, after a day. Returns how many went. */
export async function expireUploads({
  db,
  files,
  uploads,
}: Pick<Services, 'db' | 'files' | 'uploads'>): Promise<number> {
  const half = await uploads.expire()
  const gone = await deleteExpired(db)
  for (const { jurisdiction, id } of gone) await deleteFiles(files, jurisdiction, id)
  return half + gone.length
}
