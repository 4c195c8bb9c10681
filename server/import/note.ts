/** 附注与退回 — what the importer has to say about a row: done with a note, or not done for a reason. */

export type Params = Readonly<Record<string, string | number>>

/** What was done to dirty input; counted in the summary and recorded in the event it concerns. */
export type Note = { readonly code: string; readonly params: Params }

/** Why a row did not go in. */
export type Reject = { readonly code: string; readonly params: Params }

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reject: Reject }

export function rejected(code: string, params: Params = {}): { ok: false; reject: Reject } {
  return { ok: false, reject: { code, params } }
}

/** A file that cannot be read (further): everything before it is in. */
export class BrokenFile extends Error {
  readonly code: string
  readonly params: Params
  constructor(code: string, params: Params = {}) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'BrokenFile'
    this.code = code
    this.params = params
  }
}

/** A note as events keep it: one line, no language, nothing personal. */
export function noteLine({ code, params }: Note): string {
  return [code, ...Object.values(params)].join(' ')
}
