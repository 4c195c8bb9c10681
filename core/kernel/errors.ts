/**
 * 错误目录 — the error catalogue: every code that a person or a client can ever be given, its HTTP status
 * and whether trying again can help. Sentences in both languages live in `contract/messages/errors.*.json`;
 * a test proves that each code has them. Codes are stable: never renamed, only retired.
 */
export const errors = {
  // what was sent
  'request.malformed': { status: 400, retry: false },
  'request.too_large': { status: 413, retry: false },
  'request.rate_limited': { status: 429, retry: true },
  'request.foreign_origin': { status: 403, retry: false },
  'idempotency.key_missing': { status: 400, retry: false },
  'idempotency.key_reused': { status: 422, retry: false },
  'form.invalid': { status: 422, retry: false },
  'kind.unknown': { status: 422, retry: false },
  'kind.closed_to_channel': { status: 422, retry: false },
  'place.outside': { status: 422, retry: false },
  'place.unknown': { status: 422, retry: false },
  'time.invalid': { status: 422, retry: false },
  // who sent it
  'account.sign_in_required': { status: 401, retry: false },
  'account.sign_in_failed': { status: 401, retry: false },
  'account.locked': { status: 429, retry: true },
  'account.closed': { status: 403, retry: false },
  'account.password_expired': { status: 403, retry: false },
  'account.last_administrator': { status: 409, retry: false },
  'account.password_wrong': { status: 422, retry: false },
  'account.password_weak': { status: 422, retry: false },
  'account.username_taken': { status: 409, retry: false },
  'account.unknown': { status: 422, retry: false },
  not_found: { status: 404, retry: false },
  'action.not_yours': { status: 403, retry: false },
  // when it was sent
  'action.unknown': { status: 422, retry: false },
  'action.not_now': { status: 409, retry: false },
  'action.guard': { status: 409, retry: false },
  'version.stale': { status: 409, retry: true },
  'matter.closed': { status: 409, retry: false },
  // the loop's own rules
  'return.after_direction': { status: 409, retry: false },
  'return.too_late': { status: 409, retry: false },
  'relay.unsigned': { status: 409, retry: false },
  'assist.open': { status: 409, retry: false },
  'child.open': { status: 409, retry: false },
  'unit.unknown': { status: 422, retry: false },
  'unit.already_asked': { status: 409, retry: false },
  'unit.not_inner': { status: 422, retry: false },
  'clock.not_running': { status: 409, retry: false },
  'clock.extension_spent': { status: 409, retry: false },
  'clock.pause_reason': { status: 422, retry: false },
  'merge.same': { status: 422, retry: false },
  'merge.closed': { status: 409, retry: false },
  'undo.nothing': { status: 409, retry: false },
  'undo.too_late': { status: 409, retry: false },
  'undo.followed': { status: 409, retry: false },
  // attachments
  'attachment.type': { status: 422, retry: false },
  'attachment.empty': { status: 422, retry: false },
  'attachment.unreadable': { status: 422, retry: false },
  'attachment.too_large': { status: 413, retry: false },
  'attachment.too_many': { status: 429, retry: true },
  'attachment.offset': { status: 409, retry: true },
  'attachment.not_stored': { status: 503, retry: true },
  'attachment.gone': { status: 410, retry: false },
  'attachment.redacted': { status: 410, retry: false },
  // lists
  'filter.too_many': { status: 422, retry: false },
  // the vault
  'resident.reveal_reason': { status: 422, retry: false },
  'resident.masked_value': { status: 422, retry: false },
  'resident.invalid': { status: 422, retry: false },
  'resident.phone_taken': { status: 409, retry: false },
  // imports
  'import.running': { status: 409, retry: false },
  'import.map': { status: 422, retry: false },
  'import.file': { status: 422, retry: false },
  // the machine
  'system.unavailable': { status: 503, retry: true },
  'system.bug': { status: 500, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>

export type ErrorCode = keyof typeof errors
