/** 条件求值 — whether a condition holds over given facts. */
import { type Condition, type Literal, MAX_DEPTH } from './schema.ts'

/** Plain nested data, e.g. `{ matter: { returns: 2 } }`; the path of that 2 is `matter.returns`. */
export type Facts = { readonly [name: string]: unknown }

/**
 * Total: never throws, whatever it is given. A missing fact is `undefined`, and every comparison with it is false,
 * `ne` too (`{ not: { eq: … } }` is true then). Values of different types are never equal, less or greater.
 * A part that `checkCondition` calls malformed or too deep does not hold.
 */
export function evaluate(condition: Condition, facts: Facts): boolean {
  return holds(condition, facts, 0)
}

/** The fact at a path, own properties only; undefined when any part is missing. */
export function factAt(facts: Facts, path: string): unknown {
  let value: unknown = facts
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value ?? undefined
}

function holds(condition: unknown, facts: Facts, depth: number): boolean {
  if (!isRecord(condition) || depth > MAX_DEPTH) return false
  const [operator, ...others] = Object.keys(condition)
  if (operator === undefined || others.length > 0) return false
  const value = condition[operator]
  if (operator === 'not') return !holds(value, facts, depth + 1)
  if (operator === 'has') return typeof value === 'string' && factAt(facts, value) !== undefined
  if (!Array.isArray(value)) return false
  if (operator === 'all') return value.every((part) => holds(part, facts, depth + 1))
  if (operator === 'any') return value.some((part) => holds(part, facts, depth + 1))
  if (value.length !== 2) return false
  if (operator === 'in') return isOneOf(value[0], value[1], facts)
  return compare(operator, resolve(value[0], facts), resolve(value[1], facts))
}

function isOneOf(operand: unknown, list: unknown, facts: Facts): boolean {
  const value = resolve(operand, facts)
  const values = Array.isArray(list) ? list : resolve(list, facts)
  return isLiteral(value) && Array.isArray(values) && values.includes(value)
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (!isLiteral(left) || !isLiteral(right)) return false
  if (operator === 'eq') return left === right
  if (operator === 'ne') return left !== right
  if (typeof left !== typeof right || typeof left === 'boolean') return false
  if (operator === 'lt') return left < right
  if (operator === 'lte') return left <= right
  if (operator === 'gt') return left > right
  if (operator === 'gte') return left >= right
  return false
}

function resolve(operand: unknown, facts: Facts): unknown {
  if (!isRecord(operand)) return operand
  return typeof operand.$ === 'string' ? factAt(facts, operand.$) : undefined
}

/** NaN is no value: like a missing fact it compares with nothing. */
function isLiteral(value: unknown): value is Literal {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
