/**
 * 回应 — refusals and failures as problem+json: a stable code, a sentence in the reader's language, what to do next. Nothing
 * personal is in it, nor in the log line beside it.
 */
import { readFileSync } from 'node:fs'
import type { Problem } from '@huying/contract/kernel/problem.ts'
import { type ErrorCode, errors } from '@huying/core/kernel/errors.ts'
import type { RefusalParams, Result } from '@huying/core/kernel/refusal.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'

type Sentences = Record<ErrorCode, { title: string; next: string }>

const read = (locale: string): Sentences =>
  JSON.parse(readFileSync(new URL(`../../contract/messages/errors.${locale}.json`, import.meta.url), 'utf8'))

const sentences = { zh: read('zh'), en: read('en') }

/** Seconds after which a client should try again what may succeed later. */
const RETRY_AFTER = 3

export type Failure = {
  readonly code: ErrorCode
  readonly params?: RefusalParams | object
  readonly errors?: readonly { path: string; message: string }[]
}

export function localeOf(request: Pick<FastifyRequest, 'headers'>): 'zh' | 'en' {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

export function problemOf(failure: Failure, locale: 'zh' | 'en', requestId: string): Problem {
  const { status, retry } = errors[failure.code]
  const words = sentences[locale][failure.code]
  const params = (failure.params ?? {}) as Record<string, unknown>
  return {
    type: `/problems/${failure.code}`,
    title: fillIn(words.title, params),
    status,
    code: failure.code,
    next: fillIn(words.next, params),
    retry,
    requestId,
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(failure.errors ? { errors: [...failure.errors] } : {}),
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const problem = problemOf(failure, localeOf(request), request.id)
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER)
  return reply
    .code(problem.status)
    .header('x-request-id', request.id)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(problem)
}

/** The value, or the refusal as a problem. */
export function answer<T>(request: FastifyRequest, reply: FastifyReply, result: Result<T>) {
  return result.ok ? result.value : sendProblem(request, reply, result.refusal)
}

function fillIn(sentence: string, params: Record<string, unknown>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
}
