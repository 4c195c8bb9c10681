/** 附件 — a file as the API shows it. Its bytes are read from the matter that it was sent in with. */
import { type Static, Type } from 'typebox'
import { Id } from '../kernel/common.ts'

export const AttachmentView = Type.Object(
  {
    id: Id,
    kind: Type.String({ description: 'photo, voice, video or document, by its content' }),
    name: Type.Union([Type.String(), Type.Null()], {
      description: 'What it was called; null where you may not see it, or it had none',
    }),
    mediaType: Type.String({ description: 'Type of the bytes that are served' }),
    bytes: Type.Integer({ description: 'Size of the bytes that are served' }),
    width: Type.Union([Type.Integer(), Type.Null()], { description: 'Of a photo, in pixels' }),
    height: Type.Union([Type.Integer(), Type.Null()], { description: 'Of a photo, in pixels' }),
    redacted: Type.Boolean({ description: 'Removed on a legal basis; that it was there stays visible' }),
  },
  { $id: 'Attachment', description: 'A file that came with what somebody said' },
)
export type AttachmentView = Static<typeof AttachmentView>

/** Most files that one report or one field takes. */
export const MOST_ATTACHMENTS = 9

export const AttachmentIds = Type.Array(Id, {
  maxItems: MOST_ATTACHMENTS,
  uniqueItems: true,
  description: 'Your own uploads that nobody has sent in yet',
})
