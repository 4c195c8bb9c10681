/**
 * 拒绝理由 — a refusal is a value, not an exception: something a person asked for and may not have,
 * with a stable code from the catalogue (`errors.ts`), and the parameters its sentence needs.
 */
import type { ErrorCode } from './errors.ts'

/** Values that a sentence for people is filled with. Never personal data: refusals are logged. */
export type RefusalParams = Readonly<Record<string, string | number | boolean | readonly string[]>>

export type Refusal = {
  readonly code: ErrorCode
  readonly params: RefusalParams
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A refusal with its catalogue code; `params` fill the sentence in both languages. */
export function refuse(code: ErrorCode, params: RefusalParams = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, params } }
}
