/** 表单检查 — whether the parts of a form fit each other. */

import type { Field, Form } from '../../catalogue/types.ts'
import type { FactType } from '../../kernel/condition/check.ts'
import { where } from '../problem.ts'
import type { Checking } from './context.ts'

const FIELD_ID = /^[a-z][a-z0-9_]*$/

export function checkForms({ data, report }: Checking): void {
  for (const form of data.forms) {
    const at = (...path: (string | number)[]) => where('forms', form.id, ...path)
    form.required?.forEach((field, index) => {
      if (!Object.hasOwn(form.properties, field))
        report('error', 'form.required_unknown', at('required', index), { form: form.id, field })
    })
    for (const [name, field] of Object.entries(form.properties)) {
      if (!FIELD_ID.test(name))
        report('error', 'form.field_id', at('properties', name), { form: form.id, field: name })
      if (field.type === 'array' && !field.items)
        report('error', 'form.no_items', at('properties', name), { form: form.id, field: name })
      if (field['x-ref'] === 'attachment' && (field.type !== 'array' || field.maxItems === undefined))
        report('error', 'form.attachments_unbounded', at('properties', name), { form: form.id, field: name })
      for (const value of untitled(field))
        report('error', 'form.choice_untitled', at('properties', name), { form: form.id, field: name, value })
      for (const value of Object.keys(field['x-titles'] ?? {})) {
        if (!choicesOf(field).includes(value)) {
          report('error', 'form.title_without_choice', at('properties', name, 'x-titles', value), {
            form: form.id,
            field: name,
            value,
          })
        }
      }
    }
  }
}

function choicesOf(field: Field): readonly string[] {
  return field.enum ?? field.items?.enum ?? []
}

/** Choices that have no words for people. */
function untitled(field: Field): string[] {
  return choicesOf(field).filter((value) => !Object.hasOwn(field['x-titles'] ?? {}, value))
}

/** Types of the fields as conditions see them. */
export function factTypes(forms: readonly (Form | undefined)[]): Record<string, FactType> {
  const types: Record<string, FactType> = {}
  for (const form of forms) {
    for (const [name, { type }] of Object.entries(form?.properties ?? {})) types[name] = FACT_TYPES[type]
  }
  return types
}

const FACT_TYPES: Readonly<Record<Field['type'], FactType>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  array: 'strings',
}
