/**
 * 表单 — checks what was filled in against the pack's form, and parts the answers: structured values go into the event,
 * free text goes into the content table with a salted digest in its place.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { FileDigests } from '@huying/core/attachment/types.ts'
import type { Form } from '@huying/core/catalogue/types.ts'
import type { FormValues, TextDigests } from '@huying/core/matter/events.ts'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

export type WrittenText = { readonly field: string; readonly body: string; readonly salt: Buffer }

/** A file that an answer names, and where. */
export type Named = { readonly path: string; readonly id: string }

export type Filled = {
  readonly form: FormValues
  readonly texts: TextDigests
  readonly written: readonly WrittenText[]
  /** Files that the answers name; whether they are there is asked later. */
  readonly files: readonly Named[]
  /** Digests of those files, once they were found. */
  readonly attachments?: FileDigests
}

/** Which rule of the form a field breaks, e.g. `maxLength` with its limit; its words are in `contract/messages/field.*.json`. */
export type FieldError = {
  readonly path: string
  readonly rule: string
  readonly params: Readonly<Record<string, string | number>>
}

/** Packs are checked when they are loaded; their titles are texts in two languages, which is no matter of JSON Schema. */
const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false })
ajv.addFormat('date', isDate)
ajv.addFormat('date-time', (text: string) => {
  const [date = '', time = ''] = text.split('T')
  return isDate(date) && /^\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(time) && isInstant(text)
})

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text))

/** A day of the calendar: JavaScript reads 30 February as 2 March. */
function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && isInstant(text) && new Date(text).toISOString().startsWith(text)
}

const compiled = new WeakMap<Form, ValidateFunction>()

/** The form as plain JSON Schema: unknown fields are refused, not dropped. */
function validator(form: Form): ValidateFunction {
  const known = compiled.get(form)
  if (known) return known
  const validate = ajv.compile({
    type: 'object',
    additionalProperties: false,
    required: form.required ?? [],
    properties: form.properties,
  })
  compiled.set(form, validate)
  return validate
}

/** Checks and parts `answers`. Without a form no answer is allowed. */
export function fill(form: Form | null, answers: Record<string, unknown>): Filled | { errors: FieldError[] } {
  if (!form) {
    const extra = Object.keys(answers)
    if (extra.length > 0)
      return { errors: extra.map((field) => ({ path: `/form/${field}`, rule: 'unknown', params: {} })) }
    return { form: {}, texts: {}, written: [], files: [] }
  }
  const validate = validator(form)
  if (!validate(answers)) return { errors: (validate.errors ?? []).map(fieldError) }
  const values: Record<string, FormValues[string]> = {}
  const written: WrittenText[] = []
  for (const [field, value] of Object.entries(answers)) {
    if (form.properties[field]?.['x-text'] && typeof value === 'string') written.push(write(field, value))
    else values[field] = value as FormValues[string]
  }
  return { form: values, texts: digests(written), written, files: filesIn(form, answers) }
}

function filesIn(form: Form, answers: Record<string, unknown>): Named[] {
  return Object.entries(answers).flatMap(([field, ids]) =>
    form.properties[field]?.['x-ref'] === 'attachment' && Array.isArray(ids)
      ? ids.map((id, index) => ({ path: `/form/${field}/${index}`, id: String(id) }))
      : [],
  )
}

/** A text with a fresh salt: without the salt its digest says nothing about it. */
export function write(field: string, body: string): WrittenText {
  // PostgreSQL stores neither a NUL nor half a surrogate pair; they carry no meaning in what people write.
  return { field, body: body.replaceAll('\u0000', '').toWellFormed(), salt: randomBytes(16) }
}

export function digests(written: readonly WrittenText[]): TextDigests {
  return Object.fromEntries(written.map((text) => [text.field, digestOf(text.body, text.salt)]))
}

export function digestOf(body: string, salt: Uint8Array): string {
  return createHash('sha256').update(salt).update(body).digest('hex')
}

function fieldError({ keyword, params, instancePath }: ErrorObject): FieldError {
  const path = `/form${instancePath}`
  if (keyword === 'required')
    return { path: `${path}/${params.missingProperty}`, rule: 'required', params: {} }
  if (keyword === 'additionalProperties')
    return { path: `${path}/${params.additionalProperty}`, rule: 'unknown', params: {} }
  const limit = params.limit === undefined ? {} : { limit: Number(params.limit) }
  const narrower = keyword === 'type' ? params.type : keyword === 'format' ? params.format : undefined
  return { path, rule: narrower === undefined ? keyword : `${keyword}.${narrower}`, params: limit }
}
