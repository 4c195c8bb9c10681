/**
 * 下发 — the bytes of a file to whoever may have them. Nobody's browser runs anything in them: the type is the one that the content
 * has, documents are only ever downloaded, and a page made of them would be a sandbox without rights.
 */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '../kernel/reply.ts'
import type { Files } from './files.ts'
import { PHOTO_TYPE } from './photo.ts'
import { rangeOf } from './range.ts'
import type { AttachmentRow } from './rows.ts'

type Sending = { readonly files: Files; readonly key: string }

/** `name`: what the reader may know it by. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, key }: Sending,
  row: AttachmentRow,
  name: string,
): Promise<FastifyReply> {
  if (row.redacted_at) return sendProblem(request, reply, { code: 'attachment.redacted' })
  const tag = `"${row.sha256.toString('hex')}"`
  guard(reply, tag)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  const size = Number(row.bytes)
  const range = rangeOf(request.headers.range, size)
  if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send()
  const part = range === 'whole' ? undefined : range
  const body = await files.read(key, part)
  if (!body) return sendProblem(request, reply, { code: 'attachment.gone' })
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${size}`)
  return reply
    .header('content-type', row.media_type === 'text/plain' ? 'text/plain; charset=utf-8' : row.media_type)
    .header('content-length', part ? part.end - part.start + 1 : size)
    .header('accept-ranges', 'bytes')
    .header('content-disposition', disposition(row.kind === 'document' ? 'attachment' : 'inline', name))
    .send(request.method === 'HEAD' ? drained(body) : body)
}

/** Only photos have one. */
export async function sendThumbnail(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, key }: Sending,
  row: AttachmentRow,
): Promise<FastifyReply> {
  if (row.redacted_at) return sendProblem(request, reply, { code: 'attachment.redacted' })
  if (row.kind !== 'photo') return sendProblem(request, reply, { code: 'not_found' })
  const tag = `"${row.sha256.toString('hex')}-thumbnail"`
  guard(reply, tag)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  const body = await files.read(key)
  if (!body) return sendProblem(request, reply, { code: 'attachment.gone' })
  return reply.header('content-type', PHOTO_TYPE).send(body)
}

/** Kept by the reader's own browser, which asks each time whether it still may. */
function guard(reply: FastifyReply, tag: string): void {
  reply
    .header('cache-control', 'private, no-cache')
    .header('etag', tag)
    .header('content-security-policy', "sandbox; default-src 'none'")
}

/** The name in every language (RFC 6266); the ASCII form is for clients of long ago. */
function disposition(how: 'attachment' | 'inline', name: string): string {
  const ascii = name.replace(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function drained(body: Readable): Readable {
  body.destroy()
  return Readable.from([])
}
