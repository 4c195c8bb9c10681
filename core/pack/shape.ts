/**
 * 形状检查 — says in plain terms where a value does not fit its schema. A validator names every branch of a union that
 * failed; a person wants the one that was meant, so this walk picks it by its literal (`do: ask`).
 */
import type { TSchema } from 'typebox'
import Value from 'typebox/value'

export type ShapeProblem = {
  readonly code:
    | 'shape.type'
    | 'shape.missing'
    | 'shape.unknown_key'
    | 'shape.not_one_of'
    | 'shape.pattern'
    | 'shape.range'
  readonly path: readonly (string | number)[]
  readonly params: Readonly<Record<string, string | number>>
}

/** A JSON Schema as this walk reads it. */
type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly items?: Schema | readonly Schema[]
  readonly pattern?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly $ref?: string
}

type Add = (code: ShapeProblem['code'], path: ShapeProblem['path'], params?: ShapeProblem['params']) => void

/** All problems of a value under a schema; empty when it fits. Conditions are left to `checkCondition`. */
export function shapeProblems(schema: TSchema, value: unknown): ShapeProblem[] {
  const problems: ShapeProblem[] = []
  walk(schema as Schema, value, [], (code, path, params = {}) => problems.push({ code, path, params }))
  return problems
}

function walk(schema: Schema, value: unknown, path: ShapeProblem['path'], add: Add): void {
  if (schema.$ref !== undefined) return
  if (schema.anyOf) return walkUnion(schema.anyOf, value, path, add)
  if (schema.const !== undefined) {
    if (value !== schema.const)
      add('shape.not_one_of', path, { value: shown(value), allowed: shown(schema.const) })
    return
  }
  if (schema.enum) {
    if (!schema.enum.includes(value))
      add('shape.not_one_of', path, { value: shown(value), allowed: schema.enum.map(shown).join(', ') })
    return
  }
  if (schema.type && !isOfType(schema.type, value))
    return add('shape.type', path, { expected: schema.type, value: shown(value) })
  if (schema.type === 'object') return walkObject(schema, value as Record<string, unknown>, path, add)
  if (schema.type === 'array') return walkArray(schema, value as unknown[], path, add)
  if (Value.Check(schema as TSchema, value)) return
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value)))
    return add('shape.pattern', path, { value: shown(value), pattern: schema.pattern })
  add('shape.range', path, { value: shown(value) })
}

function walkObject(
  schema: Schema,
  value: Record<string, unknown>,
  path: ShapeProblem['path'],
  add: Add,
): void {
  for (const key of schema.required ?? []) if (value[key] === undefined) add('shape.missing', path, { key })
  const patterns = Object.entries(schema.patternProperties ?? {})
  for (const [key, part] of Object.entries(value)) {
    const here = [...path, key]
    const own =
      schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
    const inner = own ?? patterns.find(([pattern]) => new RegExp(pattern).test(key))?.[1]
    if (inner) walk(inner, part, here, add)
    else if (patterns.length > 0) add('shape.pattern', here, { value: key, pattern: patterns[0]?.[0] ?? '' })
    else if (schema.additionalProperties === false) {
      add('shape.unknown_key', here, { key, allowed: Object.keys(schema.properties ?? {}).join(', ') })
    }
  }
}

function walkArray(schema: Schema, value: unknown[], path: ShapeProblem['path'], add: Add): void {
  value.forEach((part, index) => {
    const items = schema.items
    const inner = Array.isArray(items) ? items[index] : (items as Schema | undefined)
    if (inner) walk(inner, part, [...path, index], add)
  })
  const { minItems, maxItems, uniqueItems } = schema
  const bounds = { type: 'array', minItems, maxItems, uniqueItems }
  if (!Value.Check(bounds as TSchema, value)) add('shape.range', path, { value: shown(value) })
}

/** The branch that was meant: the one whose literal fits, else the only one of the value's type. */
function walkUnion(branches: readonly Schema[], value: unknown, path: ShapeProblem['path'], add: Add): void {
  if (branches.some((branch) => branch.$ref === undefined && Value.Check(branch as TSchema, value))) return
  const literals = branches.flatMap((branch) => (branch.const === undefined ? [] : [branch.const]))
  if (literals.length === branches.length)
    return add('shape.not_one_of', path, { value: shown(value), allowed: literals.map(shown).join(', ') })
  const alike = branches.filter((branch) => isOfType(branch.type ?? typeof branch.const, value))
  const [only] = alike
  if (only && alike.length === 1) return walk(only, value, path, add)
  const tag = tagOf(alike)
  if (tag && isObject(value)) {
    const meant = alike.find((branch) => branch.properties?.[tag]?.const === value[tag])
    if (meant) return walk(meant, value, path, add)
    const allowed = alike.map((branch) => shown(branch.properties?.[tag]?.const)).join(', ')
    return add('shape.not_one_of', [...path, tag], { value: shown(value[tag]), allowed })
  }
  add('shape.type', path, {
    expected: branches.map((b) => b.type ?? shown(b.const)).join(' | '),
    value: shown(value),
  })
}

/** The property that holds a literal in every branch. */
function tagOf(branches: readonly Schema[]): string | undefined {
  const [first] = branches
  return Object.keys(first?.properties ?? {}).find((key) =>
    branches.every((branch) => branch.properties?.[key]?.const !== undefined),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'object') return isObject(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
