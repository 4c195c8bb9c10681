/** 预填 — fills a field of the form with a suggestion, and never over what a person has chosen. */
import { Form, type FormInstance } from 'antd'
import { useEffect, useRef } from 'react'

/**
 * `suggestion` follows what is typed; null where there is none. Once a person has changed or emptied the field it is theirs.
 * Returns whether the field stands as it was filled in.
 */
export function useFilled<T>(form: FormInstance, field: string, suggestion: T | null): boolean {
  const value: T | undefined = Form.useWatch(field, form)
  const filled = useRef<T | null>(null)
  const isTheirs = useRef(false)
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const isOurs = filled.current !== null && same(value, filled.current)
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by what they say, not by identity
  useEffect(() => {
    const isEmpty = value === undefined || value === null || (value as { address?: string }).address === ''
    if (!isOurs && (!isEmpty || filled.current !== null)) isTheirs.current = true
    if (isTheirs.current || suggestion === null || same(value, suggestion)) return
    filled.current = suggestion
    form.setFieldValue(field, suggestion)
  }, [JSON.stringify(suggestion), JSON.stringify(value)])
  return isOurs && !isTheirs.current
}
