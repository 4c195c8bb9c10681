/** 接口说明 — the OpenAPI 3.1 document: made from the schemas that validate, with every error of the catalogue in it. */

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { type ErrorCode, errors } from '@huying/core/kernel/errors.ts'
import { problemOf } from './reply.ts'

const INTRODUCTION = `Someone calls, someone must answer, everyone sees whether it was answered.

**Signing in.** \`POST /api/auth/sign-in/username\`; the session is a cookie.

**Commands** (every POST outside \`/api/auth\`) carry an \`Idempotency-Key\` header, new for each command. Sent again under
the same key with the same body, a command is done once and gives the same answer; with another body it is refused. Looking at personal data is no command: every
look is recorded, under the same key too.

**Errors** are \`application/problem+json\`; \`Accept-Language: zh\` or \`en\` chooses the language of their sentences. The code is
stable, \`retry\` says whether the same request may succeed later, \`Retry-After\` (seconds) when.

| code | status | retry | sentence | what to do next |
|---|---|---|---|---|
`

export function openApi(): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Huying', description: INTRODUCTION + errorTable(), version: '1' },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'huying.session_token',
            description: 'Session cookie',
          },
        },
      },
    },
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
  }
}

function errorTable(): string {
  const rows = (Object.keys(errors) as ErrorCode[]).map((code) => {
    const { status, retry } = errors[code]
    const { title, next } = problemOf({ code }, 'en', '')
    return `| \`${code}\` | ${status} | ${retry ? 'yes' : 'no'} | ${title} | ${next} |`
  })
  return rows.join('\n')
}

const failed = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
})

/** What every route may answer beside its success. */
export const PROBLEMS = {
  '4xx': failed('Refused, nothing was changed; the code says why'),
  '5xx': failed(
    'The system cannot answer now (503 with Retry-After) or has a bug (500); nothing was done by halves',
  ),
}
