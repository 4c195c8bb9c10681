/** 表单 — the pack's form as the API gives it, read without trust, and its rules as the form library wants them. */
import type { Field, Form } from '@huying/core/catalogue/types.ts'
import type { FormRule } from 'antd'
import type { TFunction } from 'i18next'

export type { Field, Form } from '@huying/core/catalogue/types.ts'
export type Answers = Record<string, unknown>

/** The API types a form as unknown: it is pack data, checked when the pack was loaded. */
export function formOf(schema: unknown): Form | null {
  return typeof schema === 'object' && schema !== null && 'properties' in schema ? (schema as Form) : null
}

/** What is longer deserves room to write. */
const LONG = 200

export const isLong = (field: Field): boolean => field['x-text'] === true || (field.maxLength ?? 0) > LONG

/** The same limits as the server's, said in the reader's words before anything is sent. */
export function rulesOf(field: Field, required: boolean, title: string, t: TFunction): FormRule[] {
  const rules: FormRule[] = []
  if (required) rules.push({ required: true, message: t('form.required', { title }) })
  rules.push(...numberRules(field, title, t))
  const { minLength: min, maxLength: max, minItems, maxItems } = field
  if (min !== undefined && min > 1) rules.push({ min, message: t('form.too_short', { title, min }) })
  if (max !== undefined) rules.push({ max, message: t('form.too_long', { title, max }) })
  if (minItems !== undefined)
    rules.push({ type: 'array', min: minItems, message: t('form.too_few', { title, min: minItems }) })
  if (field['x-ref'] === 'attachment') rules.push(uploadedRule(t('form.still_uploading')))
  if (maxItems !== undefined)
    rules.push({ type: 'array', max: maxItems, message: t('form.too_many', { title, max: maxItems }) })
  return rules
}

function numberRules({ type, minimum, maximum }: Field, title: string, t: TFunction): FormRule[] {
  if (type !== 'integer' && type !== 'number') return []
  const rules: FormRule[] = []
  if (type === 'integer') rules.push({ type: 'integer', message: t('form.not_whole', { title }) })
  if (minimum !== undefined)
    rules.push({ type: 'number', min: minimum, message: t('form.too_small', { title, min: minimum }) })
  if (maximum !== undefined)
    rules.push({ type: 'number', max: maximum, message: t('form.too_large', { title, max: maximum }) })
  return rules
}

/** Stands in an answer for a file that has not arrived: nothing is sent in without it by mistake. */
export const UPLOADING = 'uploading:'

export function uploadedRule(message: string): FormRule {
  const isHere = (id: unknown) => !String(id).startsWith(UPLOADING)
  return {
    validator: (_rule, value) =>
      Array.isArray(value) && !value.every(isHere) ? Promise.reject(new Error(message)) : Promise.resolve(),
  }
}

/** What was left empty is not sent: an empty text is no answer. */
export function answersOf(values: Answers): Answers {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
