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

type Report = (code: ConditionProblem['code'], at: string, params?: ConditionProblem['params']) => void
type Context = { readonly vocabulary: Vocabulary; readonly report: Report }

/** All problems of a condition as a pack wrote it; an empty list when `evaluate` will do what it says. */
export function checkCondition(condition: unknown, vocabulary: Vocabulary): ConditionProblem[] {
  const problems: ConditionProblem[] = []
  const report: Report = (code, at, params = {}) => {
    problems.push({ code, at, params })
  }
  checkNode(condition, '', 0, { vocabulary, report })
  return problems
}

function checkNode(node: unknown, at: string, depth: number, context: Context): void {
  if (depth > MAX_DEPTH) return context.report('condition.too_deep', at, { limit: String(MAX_DEPTH) })
  const entries =
    typeof node === 'object' && node !== null && !Array.isArray(node) ? Object.entries(node) : []
  const [entry, ...others] = entries
  if (!entry || others.length > 0) return context.report('condition.malformed', at)
  const [operator, value] = entry
  const here = at === '' ? operator : `${at}.${operator}`
  if (operator === 'all' || operator === 'any') return checkParts(value, here, depth, context)
  if (operator === 'not') return checkNode(value, here, depth + 1, context)
  if (operator === 'has') return void pathType(value, here, context)
  if (operator === 'in') return checkIn(value, here, context)
  if (comparisons.includes(operator as Comparison))
    return checkComparison(operator as Comparison, value, here, context)
  context.report('condition.malformed', here)
}

function checkParts(value: unknown, at: string, depth: number, context: Context): void {
  if (!Array.isArray(value)) return context.report('condition.malformed', at)
  if (value.length === 0) return context.report('condition.empty', at)
  value.forEach((part, index) => checkNode(part, `${at}.${index}`, depth + 1, context))
}

function checkComparison(operator: Comparison, value: unknown, at: string, context: Context): void {
  if (!Array.isArray(value) || value.length !== 2) return context.report('condition.malformed', at)
  const left = operandType(value[0], `${at}.0`, context)
  const right = operandType(value[1], `${at}.1`, context)
  if (!left || !right) return
  const ordered = operator !== 'eq' && operator !== 'ne'
  const comparable = alike(left, right) && left !== 'strings' && !(ordered && left === 'boolean')
  if (!comparable) context.report('condition.type_mismatch', at, { operator, left, right })
}

function checkIn(value: unknown, at: string, context: Context): void {
  if (!Array.isArray(value) || value.length !== 2) return context.report('condition.malformed', at)
  const [item, list] = value
  const left = operandType(item, `${at}.0`, context)
  if (Array.isArray(list)) return checkMembers(left, list, `${at}.1`, context)
  if (!isPath(list)) return context.report('condition.malformed', `${at}.1`)
  const right = pathType(list.$, `${at}.1`, context)
  if (!left || !right || (left === 'string' && right === 'strings')) return
  context.report('condition.type_mismatch', at, { operator: 'in', left, right })
}

function checkMembers(left: FactType | undefined, members: unknown[], at: string, context: Context): void {
  if (members.length === 0) context.report('condition.empty', at)
  members.forEach((member, index) => {
    const here = `${at}.${index}`
    if (isPath(member)) return context.report('condition.malformed', here)
    const right = operandType(member, here, context)
    if (!left || !right || alike(left, right)) return
    context.report('condition.type_mismatch', here, { operator: 'in', left, right })
  })
}

/** The type of an operand; undefined when it has none, which is then already reported. */
function operandType(operand: unknown, at: string, context: Context): FactType | undefined {
  if (isPath(operand)) return pathType(operand.$, at, context)
  const type = typeof operand
  if (type === 'string' || type === 'boolean') return type
  if (type === 'number' && !Number.isNaN(operand)) return type
  context.report('condition.malformed', at)
  return undefined
}

function pathType(path: unknown, at: string, context: Context): FactType | undefined {
  if (typeof path === 'string' && Object.hasOwn(context.vocabulary, path)) return context.vocabulary[path]
  if (typeof path === 'string') context.report('condition.unknown_path', at, { path })
  else context.report('condition.malformed', at)
  return undefined
}

function isPath(operand: unknown): operand is { $: unknown } {
  return typeof operand === 'object' && operand !== null && Object.keys(operand).join() === '$'
}

/** An instant is a number of milliseconds, so it may be compared with a number. */
function alike(left: FactType, right: FactType): boolean {
  const plain = (type: FactType) => (type === 'instant' ? 'number' : type)
  return plain(left) === plain(right)
}
