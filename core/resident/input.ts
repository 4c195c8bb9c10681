/** 居民输入 — what was typed about a resident, made ready to be kept, or refused. */
import { ok, type Result, refuse } from '../kernel/refusal.ts'
import { isMasked } from './mask.ts'
import { normalisePhone } from './phone.ts'
import { RESIDENT_FIELDS, type ResidentData, type ResidentField, type ResidentInput } from './types.ts'

/** Most characters of each field. */
const LONGEST: Readonly<Record<ResidentField, number>> = { name: 60, phone: 30, address: 200 }

/** The fields that were spoken of; null says that there is none. */
export type ResidentPatch = Partial<ResidentData>

/**
 * Refused: a masked value (`resident.masked_value`), and a value too long, with control characters, or that is no
 * telephone number (`resident.invalid`). The refusal names the field and never repeats the value: refusals are logged.
 */
export function readInput(input: ResidentInput): Result<ResidentPatch> {
  const patch: { -readonly [field in ResidentField]?: string | null } = {}
  for (const field of RESIDENT_FIELDS) {
    const given = input[field]
    if (given === undefined || given?.trim() === '') continue
    const read = given === null ? ok(null) : readField(field, given.trim())
    if (!read.ok) return read
    patch[field] = read.value
  }
  return ok(patch)
}

function readField(field: ResidentField, value: string): Result<string> {
  if (isMasked(value)) return refuse('resident.masked_value', { field })
  if (value.length > LONGEST[field] || /\p{Cc}/u.test(value)) return refuse('resident.invalid', { field })
  if (field !== 'phone') return ok(value)
  const phone = normalisePhone(value)
  return phone === null ? refuse('resident.invalid', { field }) : ok(phone)
}
