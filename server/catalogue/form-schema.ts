/** A form of the pack as JSON Schema for screens and clients: the pack's own words and hints stay on the fields. */
import type { Form } from '@huying/core/catalogue/types.ts'

export function formSchema(form: Form | undefined): Record<string, unknown> | null {
  if (!form) return null
  return {
    $id: form.id,
    type: 'object',
    title: form.title,
    required: form.required ?? [],
    properties: form.properties,
  }
}
