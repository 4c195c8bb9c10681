/** 问题详情 — every error of the API, as problem+json (RFC 9457) from the error catalogue. */
import { errors } from '@huying/core/kernel/errors.ts'
import { type Static, Type } from 'typebox'

export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Stable code as a relative reference, e.g. /problems/version.stale' }),
    title: Type.String({ description: 'Sentence for people, in the language asked for' }),
    status: Type.Integer({ description: 'HTTP status' }),
    code: Type.String({
      enum: Object.keys(errors),
      description: 'Stable code of the error catalogue, e.g. version.stale',
    }),
    next: Type.String({ description: 'What to do next, in the language asked for' }),
    retry: Type.Boolean({ description: 'Whether the same request may succeed later' }),
    requestId: Type.String({ description: 'Id to quote when asking for help' }),
    params: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'What the sentence was filled with' }),
    ),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            path: Type.String({ description: 'Field, e.g. /form/text' }),
            message: Type.String({ description: 'What is wrong with it, in the language asked for' }),
            rule: Type.Optional(
              Type.String({ description: 'Which rule of the form it breaks, e.g. maxLength' }),
            ),
          },
          { description: 'One field' },
        ),
        { description: 'Fields that are wrong' },
      ),
    ),
  },
  { $id: 'Problem', description: 'An error: what happened, that nothing was lost, and what to do next' },
)
export type Problem = Static<typeof Problem>
