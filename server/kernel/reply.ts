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

const read = <T>(name: string): { zh: T; en: T } => {
  const inLanguage = (locale: string): T =>
    JSON.parse(
      readFileSync(new URL(`../../contract/messages/${name}.${locale}.json`, import.meta.url), 'utf8'),
    )
  return { zh: inLanguage('zh'), en: inLanguage('en') }
}

const sentences = read<Sentences>('errors')
/** What is wrong with one field, by the rule that it breaks. */
const fieldWords = read<Record<string, string>>('field')

/** Seconds after which a client should try again what may succeed later. */
const RETRY_AFTER = 3

export type Failure = {
  readonly code: ErrorCode
  readonly params?: RefusalParams | object
  readonly errors?: readonly WrongField[]
}

/** A field that breaks a rule, or is wrong in a way that only programmers meet, in words for them. */
type WrongField =
  | { readonly path: string; readonly message: string }
  | { readonly path: string; readonly rule: string; readonly params: object }

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
    ...(failure.errors ? { errors: failure.errors.map((error) => fieldSaid(error, locale)) } : {}),
  }
}

function fieldSaid(error: WrongField, locale: 'zh' | 'en'): NonNullable<Problem['errors']>[number] {
  if (!('rule' in error)) return error
  const { path, rule, params } = error
  const words = fieldWords[locale]
  const sentence = words[rule] ?? words[rule.split('.')[0] ?? ''] ?? words.invalid ?? rule
  return { path, message: fillIn(sentence, params as Record<string, unknown>), rule }
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
