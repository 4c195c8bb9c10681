/** 字段错误 — puts what the server found wrong beside the field it is about. */
import { ProblemError } from '@huying/contract/client.ts'
import type { FormInstance } from 'antd'

/**
 * Shows errors at their fields; `nameOf` gives the field for a path, or null where the screen has none. Returns whether
 * each found its field, so that nothing is said nowhere.
 */
export function showAtFields(
  form: FormInstance,
  error: unknown,
  nameOf: (path: string[]) => string[] | null,
): boolean {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : []
  const placed = errors.flatMap(({ path, message }) => {
    const name = nameOf(path.split('/').filter(Boolean))
    return name ? [{ name, errors: [message] }] : []
  })
  form.setFields(placed)
  const first = placed[0]
  if (first) form.scrollToField(first.name, { focus: true })
  return errors.length > 0 && placed.length === errors.length
}
