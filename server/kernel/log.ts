/**
 * 日志 — an error as it may stand in the log: what failed and where, never with what. Drivers repeat the values of a row in
 * their messages and details, parsers repeat the text, and those are what people wrote.
 */

export type LoggedError = {
  readonly type: string
  readonly code?: string
  /** Only of errors that we threw ourselves. */
  readonly message?: string
  readonly table?: string
  readonly constraint?: string
  readonly stack: string
}

export function errorForLog(error: Error): LoggedError {
  const { name, message, stack = '' } = error
  const { code, table, constraint, severity } = error as Partial<
    Record<'code' | 'table' | 'constraint' | 'severity', string>
  >
  const repeatsInput = severity !== undefined || error instanceof SyntaxError
  return {
    type: error.constructor?.name ?? name,
    ...(code ? { code } : {}),
    ...(repeatsInput ? {} : { message }),
    ...(table ? { table } : {}),
    ...(constraint ? { constraint } : {}),
    stack: framesOf(stack),
  }
}

/** A stack begins with the message. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
