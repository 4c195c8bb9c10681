/** 上传接口 — files on their way in, for whoever is signed in; an upload is its owner's alone, to everybody else it does not exist. */
import { PassThrough, pipeline, Readable } from 'node:stream'
import { AttachmentView } from '@huying/contract/attachment/view.ts'
import { Id } from '@huying/contract/kernel/common.ts'
import type { ErrorCode } from '@huying/core/kernel/errors.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import { Metadata } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App, Signed } from '../app.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { limitOf } from './accept.ts'
import { discard, finish, thumbnailKeyOf } from './finish.ts'
import { attachmentView, countWaiting } from './rows.ts'
import { sendThumbnail } from './send.ts'
import { type Owner, UPLOADS_PATH } from './uploads.ts'

const Params = Type.Object({ id: Id })
const ONE = `${UPLOADS_PATH}/:id`
/** Files of one account that nobody has sent in. */
const MOST_WAITING = 100

const ownerOf = ({ account }: Signed): Owner => ({
  jurisdiction: account.jurisdiction,
  accountId: account.id,
})

export async function registerUploadRoutes(app: App, services: Services): Promise<void> {
  await app.register(async (scope: App) => {
    // Bytes are not gathered in memory: they flow to the disk as they come.
    scope.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) =>
      done(null, payload),
    )
    registerTus(scope, services)
    registerReading(scope, services)
  })
}

/** tus counts bytes by itself: what is sent twice is stored once, without a key. */
const config = { policy: 'signed-in', keyless: true } as const
const tags = ['attachment']

function registerTus(app: App, services: Services): void {
  app.post(
    UPLOADS_PATH,
    {
      config,
      schema: {
        tags,
        summary: 'Begin an upload (tus 1.0)',
        description:
          'Headers `Upload-Length` and `Upload-Metadata` (`filename`, `filetype`); the answer’s `Location` takes the bytes. When they are all there, `GET` of the same address shows the attachment.',
        response: { 201: Type.Unknown({ description: 'Begun; `Location` says where it goes on' }) },
      },
    },
    async (request, reply) => {
      const begun = await begin(services, request)
      if (!begun.ok) return sendProblem(request, reply, begun.refusal)
      return pass(services, request, reply, { 'upload-metadata': begun.value })
    },
  )
  app.route({
    method: ['HEAD', 'PATCH'],
    url: ONE,
    config,
    schema: {
      tags,
      summary: 'Go on with an upload (tus 1.0)',
      params: Params,
      response: { '2xx': Type.Unknown({ description: 'Header `Upload-Offset`: how much is here' }) },
    },
    handler: async (request, reply) => {
      const owner = ownerOf(request.signed)
      const { id } = request.params as { id: string }
      if (await services.uploads.find(owner, id)) return pass(services, request, reply, {})
      const done = request.method === 'HEAD' ? await finish(services, owner, id) : refuse('not_found')
      if (!done.ok) return sendProblem(request, reply, done.refusal)
      // The last answer was lost on the way: nothing is left to send.
      const { bytes } = done.value
      return reply
        .headers({ 'tus-resumable': '1.0.0', 'upload-offset': bytes, 'upload-length': bytes })
        .send()
    },
  })
}

function registerReading(app: App, services: Services): void {
  app.get(
    ONE,
    {
      exposeHeadRoute: false,
      config,
      schema: {
        tags,
        summary: 'What became of an upload',
        params: Params,
        response: { 200: AttachmentView },
      },
    },
    async (request, reply) => {
      const found = await finish(services, ownerOf(request.signed), request.params.id)
      return found.ok ? attachmentView(found.value, true) : sendProblem(request, reply, found.refusal)
    },
  )
  app.get(
    `${ONE}/thumbnail`,
    {
      config,
      schema: {
        tags,
        summary: 'A photo, small',
        params: Params,
        response: { 200: Type.Unknown({ description: 'WebP' }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const owner = ownerOf(request.signed)
      const found = await finish(services, owner, id)
      if (!found.ok) return sendProblem(request, reply, found.refusal)
      const key = thumbnailKeyOf(owner.jurisdiction, id)
      return sendThumbnail(request, reply, { files: services.files, key }, found.value)
    },
  )
  app.delete(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: 'Take back what is not sent in yet',
        params: Params,
        response: { 204: Type.Unknown({ description: 'Gone' }) },
      },
    },
    async (request, reply) => {
      const gone = await discard(services, ownerOf(request.signed), request.params.id)
      return gone ? reply.code(204).send() : sendProblem(request, reply, { code: 'not_found' })
    },
  )
}

/**
 * The metadata to store with the upload: what it is called, and whose it is. Refusals: request.malformed,
 * attachment.empty, attachment.too_large, attachment.too_many.
 */
async function begin(services: Services, { headers, signed }: FastifyRequest): Promise<Result<string>> {
  const { jurisdiction, accountId } = ownerOf(signed)
  const length = Number(headers['upload-length'] ?? Number.NaN)
  const told = toldBy(String(headers['upload-metadata'] ?? ''))
  if (!Number.isSafeInteger(length) || length < 0 || !told) return refuse('request.malformed')
  if (length === 0) return refuse('attachment.empty')
  const rules = services.registry.current(jurisdiction).content.attachments ?? []
  // What it says it is decides early only how large it may be; what it is decides when it is there.
  const named = rules.filter(({ mediaTypes }) => mediaTypes.includes(told.filetype))
  const largest = (named.length > 0 ? named : rules).toSorted((a, b) => b.maxBytes - a.maxBytes)[0]
  if (!largest) return refuse('attachment.type')
  if (length > largest.maxBytes) return refuse('attachment.too_large', { limit: limitOf(largest) })
  if ((await countWaiting(services.db, jurisdiction, accountId)) >= MOST_WAITING)
    return refuse('attachment.too_many')
  return ok(Metadata.stringify({ ...told, account: accountId, authority: jurisdiction }))
}

const LONGEST_TOLD = 1_000

function toldBy(header: string): { filename: string; filetype: string } | null {
  if (header === '') return { filename: '', filetype: '' }
  try {
    const { filename, filetype } = Metadata.parse(header)
    const short = (text: string | null | undefined) => (text ?? '').slice(0, LONGEST_TOLD)
    return { filename: short(filename), filetype: short(filetype).split(';')[0] as string }
  } catch {
    return null
  }
}

/** Through to tus and back; where the last byte has come, the file is looked at before anything is answered. */
async function pass(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Record<string, string>,
): Promise<FastifyReply> {
  const { body } = request
  const through = body instanceof Readable ? pipeline(body, new PassThrough(), () => {}) : null
  const response = await services.uploads.handle(webRequest(request, headers, through))
  if (response.status >= 400) {
    // A browser reads no answer before it has sent everything: what is refused is taken off its hands.
    if (through && body instanceof Readable) body.unpipe(through).resume()
    return sendProblem(request, reply, { code: codeOf(response.status) })
  }
  const { id } = request.params as { id?: string }
  if (request.method !== 'HEAD' && response.headers.has('upload-offset')) {
    const owner = ownerOf(request.signed)
    const upload = id ?? (response.headers.get('location')?.split('/').at(-1) as string)
    const staged = await services.uploads.find(owner, upload)
    const finished = staged?.complete ? await finish(services, owner, upload) : null
    if (finished && !finished.ok) return sendProblem(request, reply, finished.refusal)
  }
  for (const [name, value] of response.headers) if (!NOT_PASSED.test(name)) reply.header(name, value)
  return reply.code(response.status).send()
}

const NOT_PASSED = /^(access-control-|content-|connection$|cache-control$)/

/** The same request as the protocol library wants it. */
function webRequest(
  { method, url, headers }: FastifyRequest,
  more: Record<string, string>,
  body: Readable | null,
): Request {
  const given = Object.entries({ ...headers, ...more }).flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'connection' ? [[name, value] as [string, string]] : [],
  )
  const bytes = body ? { body: Readable.toWeb(body), duplex: 'half' } : {}
  return new Request(new URL(url, 'http://localhost'), { method, headers: given, ...bytes } as RequestInit)
}

function codeOf(status: number): ErrorCode {
  if (status === 404 || status === 410 || status === 403) return 'not_found'
  if (status === 409 || status === 423) return 'attachment.offset'
  if (status === 413) return 'request.too_large'
  return status >= 500 ? 'attachment.not_stored' : 'request.malformed'
}
