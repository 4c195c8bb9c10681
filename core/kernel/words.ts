/**
 * 双语文字 — a text for people: Chinese always, English where the pack has it.
 * The one shape for every name and sentence that comes from a pack.
 */
import { type Static, Type } from 'typebox'

export const Words = Type.Object(
  {
    zh: Type.String({ minLength: 1, description: 'Chinese text, always present', examples: ['示范区'] }),
    en: Type.Optional(
      Type.String({ minLength: 1, description: 'English text, where known', examples: ['Model District'] }),
    ),
  },
  { additionalProperties: false, description: 'A text in Chinese and, where known, in English' },
)
export type Words = Readonly<Static<typeof Words>>
