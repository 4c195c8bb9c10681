/** Turns what was thrown into a failure of the catalogue: validation, size, a database that is away, or a bug of ours. */
import type { FastifyError } from 'fastify'
import { UnreadableBody } from './json-body.ts'
import type { Failure } from './reply.ts'

/** SQLSTATE classes and errno codes that mean: the database is away, shutting down, starting or out of connections. */
const AWAY = /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)/

/** The store of files does not take or give anything: no room, no right, not there. */
export class StorageFailed extends Error {}

/** A cursor that no list has given out. */
export class NotACursor extends Error {}

export function failureOf(error: unknown): Failure {
  const { code = '', statusCode, validation, message = '' } = error as Partial<FastifyError>
  if (validation) return { code: 'request.malformed', errors: validation.flatMap(fieldErrors) }
  if (error instanceof UnreadableBody) return { code: 'request.malformed', errors: [{ path: '/', message }] }
  if (statusCode === 413) return { code: 'request.too_large' }
  if (statusCode === 429) return { code: 'request.rate_limited' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { code: 'request.malformed', errors: [{ path: '/', message: WHAT[code] ?? 'cannot be read' }] }
  if (error instanceof NotACursor)
    return { code: 'request.malformed', errors: [{ path: '/cursor', message: 'is not a cursor' }] }
  if (error instanceof StorageFailed) return { code: 'attachment.not_stored' }
  if (isAway(code, message)) return { code: 'system.unavailable' }
  return { code: 'system.bug' }
}

/** What the framework refuses by itself; its own sentences repeat what was sent. */
const WHAT: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'only application/json is taken',
  FST_ERR_BAD_URL: 'the address is not well formed',
  FST_ERR_MAX_PARAM_LENGTH: 'the address is too long',
}

type Invalid = NonNullable<FastifyError['validation']>[number]

/** One entry for each field that is missing or unknown, by its own path. */
function fieldErrors({ instancePath, keyword, params, message }: Invalid): NonNullable<Failure['errors']> {
  const named = { required: 'requiredProperties', additionalProperties: 'additionalProperties' }[keyword]
  const fields = named ? params[named] : undefined
  if (Array.isArray(fields)) {
    const what = keyword === 'required' ? 'is missing' : 'is not known'
    return fields.map((field) => ({ path: `${instancePath}/${field}`, message: what }))
  }
  // Said about each unknown field beside the entry that names them.
  if (keyword === 'boolean') return []
  return [{ path: instancePath || '/', message: message ?? keyword }]
}

function isAway(code: string, message: string): boolean {
  return (
    AWAY.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect|Connection ended|Query read timeout|Client has encountered a connection error/i.test(
      message,
    )
  )
}
