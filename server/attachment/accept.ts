/** 验收 — looks at a file that has arrived: is it of a kind that is taken, and small enough; photos are redrawn. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { cleanName } from '@huying/core/attachment/name.ts'
import { type AttachmentKind, type AttachmentRule, ruleFor } from '@huying/core/attachment/types.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { PHOTO_EXTENSION, PHOTO_TYPE, type Photo, redraw } from './photo.ts'
import { type Sniffed, sniff } from './sniff.ts'

export type Arrived = {
  readonly path: string
  readonly name: string
  /** What the sender's machine called its type; only tells a recording from a film in one container. */
  readonly announced: string
}

export type Accepted = {
  readonly kind: AttachmentKind
  readonly name: string | null
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: Buffer
  /** Null for what is kept as it was sent. */
  readonly photo: Photo | null
}

/** Bytes in a megabyte, as limits are told. */
const MEGABYTE = 1024 * 1024

/** Refusals: attachment.empty, attachment.type, attachment.too_large, attachment.unreadable. */
export async function accept(rules: readonly AttachmentRule[], arrived: Arrived): Promise<Result<Accepted>> {
  const { size } = await stat(arrived.path)
  if (size === 0) return refuse('attachment.empty')
  const sniffed = await sniff(arrived.path)
  const type = sniffed && spoken(sniffed, arrived.announced)
  const rule = type && ruleFor(rules, type.mediaType)
  if (!type || !rule) return refuse('attachment.type')
  if (size > rule.maxBytes) return refuse('attachment.too_large', { limit: limitOf(rule) })
  const kind = rule.id
  if (kind === 'photo') return photoOf(arrived)
  return ok({
    kind,
    name: cleanName(arrived.name, type.extension),
    mediaType: type.mediaType,
    bytes: size,
    sha256: await digestOfFile(arrived.path),
    photo: null,
  })
}

export const limitOf = ({ maxBytes }: AttachmentRule): number => Math.floor(maxBytes / MEGABYTE)

async function photoOf({ path, name }: Arrived): Promise<Result<Accepted>> {
  const photo = await redraw(path)
  if (!photo) return refuse('attachment.unreadable')
  return ok({
    kind: 'photo',
    name: cleanName(name, PHOTO_EXTENSION),
    mediaType: PHOTO_TYPE,
    bytes: photo.bytes.byteLength,
    sha256: createHash('sha256').update(photo.bytes).digest(),
    photo,
  })
}

/** WebM and MP4 hold recordings and films alike. */
function spoken({ mediaType, extension }: Sniffed, announced: string): Sniffed {
  const isRecording = announced.startsWith('audio/') && /^video\/(webm|mp4)$/.test(mediaType)
  return { mediaType: isRecording ? mediaType.replace('video/', 'audio/') : mediaType, extension }
}

async function digestOfFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}
