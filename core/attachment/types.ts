/** 附件 — photos, voice, video and documents that people add to what they say. What is taken is pack data. */
import { type Static, Type } from 'typebox'
import { Words } from '../kernel/words.ts'

export const AttachmentKind = Type.Union([
  Type.Literal('photo'),
  Type.Literal('voice'),
  Type.Literal('video'),
  Type.Literal('document'),
])
export type AttachmentKind = Static<typeof AttachmentKind>

/** What is taken of one kind. The server looks at the content: a media type is never believed. */
export const AttachmentRule = Type.Object(
  {
    id: AttachmentKind,
    title: Words,
    mediaTypes: Type.Array(Type.String({ pattern: '^(image|audio|video|application|text)/[a-z0-9.+-]+$' }), {
      minItems: 1,
      description: 'Media types that are taken',
    }),
    maxBytes: Type.Integer({ minimum: 1, description: 'Largest file that is taken, as it is sent' }),
  },
  { additionalProperties: false },
)
export type AttachmentRule = Static<typeof AttachmentRule>

/** SHA-256 (hex) of each file as it is stored, by its id. */
export type FileDigests = Readonly<Record<string, string>>

/** The rule under which a file of this type is taken; undefined where none takes it. */
export function ruleFor(rules: readonly AttachmentRule[], mediaType: string): AttachmentRule | undefined {
  return rules.find((rule) => rule.mediaTypes.includes(mediaType))
}
