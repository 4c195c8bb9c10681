/**
 * 日志 — an error as it may stand in the log: what failed and where, never with what. Drivers repeat the values of a row in
 * their messages and details, parsers repeat the text, and those are what people wrote.
 */

export type LoggedError = {
  [detail: string]: unknown
  type: string
  /** Empty where it may repeat what was sent. */
  message: string
  stack: string
}

const MOST_CAUSES = 5

export function errorForLog(error: Error): LoggedError {
  const { name, message, stack = '' } = error
  const { code, table, constraint, severity } = error as Partial<
    Record<'code' | 'table' | 'constraint' | 'severity', string>
  >
  const repeatsInput = severity !== undefined || error instanceof SyntaxError
  return {
    type: error.constructor?.name ?? name,
    ...(code ? { code } : {}),
    message: repeatsInput ? '' : message,
    ...(table ? { table } : {}),
    ...(constraint ? { constraint } : {}),
    stack: framesOf(stack),
    ...causesOf(error),
  }
}

function causesOf(error: Error): { causes?: LoggedError[] } {
  const given = error instanceof AggregateError ? error.errors : [error.cause]
  const causes = given.filter((cause) => cause instanceof Error)
  return causes.length > 0 ? { causes: causes.slice(0, MOST_CAUSES).map(errorForLog) } : {}
}

/** A stack begins with the message. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
