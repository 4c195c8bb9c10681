/** Turns what was thrown into a failure of the catalogue: validation, size, a database that is away, or a bug of ours. */
import type { FastifyError } from 'fastify'
import type { Failure } from './reply.ts'

/** SQLSTATE classes and errno codes that mean: the database is away, shutting down, starting or out of connections. */
const AWAY = /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)/

export function failureOf(error: unknown): Failure {
  const {
    code = '',
    statusCode,
    validation,
    message = '',
  } = error as Partial<FastifyError> & { code?: string }
  if (validation) {
    return {
      code: 'request.malformed',
      errors: validation.map((v) => ({
        path: v.instancePath || `/${String(v.params?.missingProperty ?? '')}`,
        message: v.message ?? v.keyword,
      })),
    }
  }
  if (statusCode === 413) return { code: 'request.too_large' }
  if (statusCode === 429) return { code: 'request.rate_limited' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { code: 'request.malformed' }
  if (error instanceof RangeError && message === 'not a cursor')
    return { code: 'request.malformed', errors: [{ path: '/cursor', message }] }
  if (isAway(code, message)) return { code: 'system.unavailable' }
  return { code: 'system.bug' }
}

function isAway(code: string, message: string): boolean {
  return (
    AWAY.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect|Connection ended/i.test(message)
  )
}
