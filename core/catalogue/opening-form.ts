/** 登记表单 — the form that a kind asks for when it is reported: its own, a wider kind's, else that of the loop it opens. */
import { type Catalogue, inherited } from './dispatch.ts'
import type { Form } from './types.ts'

type Given = {
  readonly catalogue: Catalogue
  readonly forms: ReadonlyMap<string, Form>
  readonly loops: ReadonlyMap<string, { readonly opens: { readonly form?: string } }>
}

/** `loop` is the one that carries the matter where it is not the kind's own. */
export function openingForm(
  { catalogue, forms, loops }: Given,
  kind: string,
  loop = inherited(catalogue, kind, 'loop'),
): Form | null {
  const id = inherited(catalogue, kind, 'form') ?? loops.get(loop ?? '')?.opens.form
  return forms.get(id ?? '') ?? null
}
