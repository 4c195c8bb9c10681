/** 附件接口 — the files of a matter, for whoever may read it and is told of the step that they came with. */
import { Id } from '@huying/contract/kernel/common.ts'
import type { Loop } from '@huying/core/matter/loop.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '../app.ts'
import { keyOf, thumbnailKeyOf } from '../attachment/finish.ts'
import { type AttachmentRow, findAttachments } from '../attachment/rows.ts'
import { sendFile, sendThumbnail } from '../attachment/send.ts'
import { sendProblem } from '../kernel/reply.ts'
import type { Services } from '../services.ts'
import { loadReadable } from './load-readable.ts'
import { entriesOf, findFile } from './view/timeline.ts'

const Params = Type.Object({ id: Id, attachmentId: Id })
const FILE = '/api/matters/:id/attachments/:attachmentId'

export function registerAttachmentRoutes(app: App, services: Services): void {
  const { files } = services
  const tags = ['attachment']
  const config = { policy: 'matter' } as const
  app.get(
    FILE,
    {
      config,
      schema: {
        tags,
        summary: 'The bytes of a file',
        description: 'Documents are for downloading; a part is given for `Range`.',
        params: Params,
        response: { '2xx': Type.Unknown({ description: 'The file, or the part that was asked for' }) },
      },
    },
    async (request, reply) =>
      withFile(services, request, reply, (row, jurisdiction, mayName) => {
        const name = (mayName ? row.name : null) ?? `${row.kind}-${row.id.slice(-8)}`
        return sendFile(request, reply, { files, key: keyOf(jurisdiction, row.id) }, row, name)
      }),
  )
  app.get(
    `${FILE}/thumbnail`,
    {
      config,
      schema: {
        tags,
        summary: 'A photo, small',
        params: Params,
        response: { 200: Type.Unknown({ description: 'WebP' }) },
      },
    },
    async (request, reply) =>
      withFile(services, request, reply, (row, jurisdiction) =>
        sendThumbnail(request, reply, { files, key: thumbnailKeyOf(jurisdiction, row.id) }, row),
      ),
  )
}

async function withFile(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  send: (row: AttachmentRow, jurisdiction: string, mayName: boolean) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { account, actor } = request.signed
  const { jurisdiction } = account
  const { id, attachmentId } = request.params as { id: string; attachmentId: string }
  const readable = await loadReadable(services, { jurisdiction, actor }, id)
  if (!readable.ok) return sendProblem(request, reply, readable.refusal)
  const { loaded, rules } = readable.value
  const loop = rules.loops.get(loaded.matter.loop) as Loop
  const found = findFile(entriesOf(loaded.history, new Map()), attachmentId, loop, actor, loaded.matter)
  const row = found && (await findAttachments(services.db, jurisdiction, [attachmentId])).get(attachmentId)
  if (!row) return sendProblem(request, reply, { code: 'not_found' })
  return send(row, jurisdiction, found.mayName)
}
