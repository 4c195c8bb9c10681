/** 条件检查 — finds, when a pack is loaded, what would silently never hold later. */
import { type Comparison, comparisons, MAX_DEPTH } from './schema.ts'

export type FactType = 'string' | 'number' | 'boolean' | 'strings' | 'instant'

/** Which facts there are and what they hold: path → type. Instants are epoch milliseconds. */
export type Vocabulary = Readonly<Record<string, FactType>>

export const conditionProblemCodes = [
  'condition.malformed',
  'condition.too_deep',
  'condition.empty',
  'condition.unknown_path',
  'condition.type_mismatch',
] as const

/** A sentence about a condition: its code, where in the condition (`all.1.eq`), and what fills the sentence. */
export type ConditionProblem = {
  readonly code: (typeof conditionProblemCodes)[number]
  readonly at: string
  readonly params: Readonly<Record<string, string>>
}

/** All problems of a condition as a pack wrote it; an empty list when `evaluate` will do what it says. */
export function checkCondition(condition: unknown, vocabulary: Vocabulary): ConditionProblem[] {
  return checkNode(condition, '', 0, vocabulary)
}

function checkNode(node: unknown, at: string, depth: number, vocabulary: Vocabulary): ConditionProblem[] {
  if (depth > MAX_DEPTH) return [problem('condition.too_deep', at, { limit: String(MAX_DEPTH) })]
  const entries =
    typeof node === 'object' && node !== null && !Array.isArray(node) ? Object.entries(node) : []
  const [entry, ...others] = entries
  if (!entry || others.length > 0) return [problem('condition.malformed', at)]
  const [operator, value] = entry
  const here = at === '' ? operator : `${at}.${operator}`
  if (operator === 'not') return checkNode(value, here, depth + 1, vocabulary)
  if (operator === 'has') return onlyProblems([pathType(value, here, vocabulary)])
  if (!Array.isArray(value)) return [problem('condition.malformed', here)]
  if (operator === 'all' || operator === 'any') return checkParts(value, here, depth, vocabulary)
  if (value.length !== 2) return [problem('condition.malformed', here)]
  if (operator === 'in') return checkIn(value[0], value[1], here, vocabulary)
  if (isComparison(operator)) return checkComparison(operator, value, here, vocabulary)
  return [problem('condition.malformed', here)]
}

function checkParts(parts: unknown[], at: string, depth: number, vocabulary: Vocabulary): ConditionProblem[] {
  if (parts.length === 0) return [problem('condition.empty', at)]
  return parts.flatMap((part, index) => checkNode(part, `${at}.${index}`, depth + 1, vocabulary))
}

function checkComparison(
  operator: Comparison,
  operands: unknown[],
  at: string,
  vocabulary: Vocabulary,
): ConditionProblem[] {
  const left = operandType(operands[0], `${at}.0`, vocabulary)
  const right = operandType(operands[1], `${at}.1`, vocabulary)
  if (isProblem(left) || isProblem(right)) return onlyProblems([left, right])
  const ordered = operator !== 'eq' && operator !== 'ne'
  const comparable = alike(left, right) && left !== 'strings' && !(ordered && left === 'boolean')
  return comparable ? [] : [problem('condition.type_mismatch', at, { operator, left, right })]
}

function checkIn(item: unknown, list: unknown, at: string, vocabulary: Vocabulary): ConditionProblem[] {
  const left = operandType(item, `${at}.0`, vocabulary)
  if (Array.isArray(list)) return [...onlyProblems([left]), ...checkMembers(left, list, `${at}.1`)]
  const right = isPath(list)
    ? pathType(list.$, `${at}.1`, vocabulary)
    : problem('condition.malformed', `${at}.1`)
  if (isProblem(left) || isProblem(right)) return onlyProblems([left, right])
  if (left === 'string' && right === 'strings') return []
  return [problem('condition.type_mismatch', at, { operator: 'in', left, right })]
}

/** Members of a list are literals; of a kind with the item that is looked for, when its type is known. */
function checkMembers(item: Typed, members: unknown[], at: string): ConditionProblem[] {
  if (members.length === 0) return [problem('condition.empty', at)]
  return members.flatMap((member, index) => {
    const here = `${at}.${index}`
    const right = literalType(member, here)
    if (isProblem(right)) return [right]
    if (isProblem(item) || alike(item, right)) return []
    return [problem('condition.type_mismatch', here, { operator: 'in', left: item, right })]
  })
}

/** The type of an operand, or why it has none. */
type Typed = FactType | ConditionProblem

function operandType(operand: unknown, at: string, vocabulary: Vocabulary): Typed {
  return isPath(operand) ? pathType(operand.$, at, vocabulary) : literalType(operand, at)
}

function literalType(literal: unknown, at: string): Typed {
  const type = typeof literal
  if (type === 'string' || type === 'boolean') return type
  return type === 'number' && !Number.isNaN(literal) ? 'number' : problem('condition.malformed', at)
}

function pathType(path: unknown, at: string, vocabulary: Vocabulary): Typed {
  if (typeof path !== 'string') return problem('condition.malformed', at)
  const type = Object.hasOwn(vocabulary, path) ? vocabulary[path] : undefined
  return type ?? problem('condition.unknown_path', at, { path })
}

function problem(
  code: ConditionProblem['code'],
  at: string,
  params: ConditionProblem['params'] = {},
): ConditionProblem {
  return { code, at, params }
}

function isProblem(typed: Typed): typed is ConditionProblem {
  return typeof typed === 'object'
}

function onlyProblems(typed: Typed[]): ConditionProblem[] {
  return typed.filter(isProblem)
}

function isComparison(operator: string): operator is Comparison {
  return (comparisons as readonly string[]).includes(operator)
}

function isPath(operand: unknown): operand is { $: unknown } {
  return typeof operand === 'object' && operand !== null && Object.keys(operand).join() === '$'
}

/** An instant is a number of milliseconds, so it may be compared with a number. */
function alike(left: FactType, right: FactType): boolean {
  const plain = (type: FactType) => (type === 'instant' ? 'number' : type)
  return plain(left) === plain(right)
}
