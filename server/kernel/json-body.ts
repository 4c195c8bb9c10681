/**
 * 请求正文 — bodies are JSON in UTF-8 and nothing else. Another encoding is refused instead of being stored as rubble; what
 * is no text (a NUL, half a surrogate pair) is taken out here, once, so that nothing behind the door need fear it.
 */
import type { FastifyInstance } from 'fastify'

/** Deepest nesting of a body; forms are flat. */
const DEEPEST = 16

/** A body that cannot be read: answered with `request.malformed` and this message. */
export class UnreadableBody extends Error {
  readonly statusCode = 400
}

export function registerJsonBody(
  app: Pick<FastifyInstance, 'removeAllContentTypeParsers' | 'addContentTypeParser' | 'getDefaultJsonParser'>,
): void {
  // It refuses keys that would reach a prototype.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decoded(request.headers['content-type'] ?? '', body as Buffer)
    if (text === null) return done(new UnreadableBody('the body is not text in UTF-8'))
    if (text === '') return done(null, undefined)
    parse(request, text, (error, value) => {
      if (error) return done(new UnreadableBody('the body is not JSON'))
      try {
        done(null, wellFormed(value, 0))
      } catch (tooDeep) {
        done(tooDeep as Error)
      }
    })
  })
}

/** Null for bytes that are no UTF-8, and where another encoding is announced. */
function decoded(contentType: string, body: Buffer): string | null {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(charset)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function wellFormed(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) throw new UnreadableBody(`the body is nested deeper than ${DEEPEST}`)
  if (Array.isArray(value)) return value.map((item) => wellFormed(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [wellFormed(key, 0), wellFormed(item, depth + 1)]),
  )
}
