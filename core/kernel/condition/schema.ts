/**
 * 条件 — the condition language of packs: small, serialisable, the same on the server and in the browser.
 *
 *     { all: [{ eq: [{ $: 'matter.kind' }, 'noise'] }, { lt: [{ $: 'matter.returns' }, 2] }] }
 *
 * An operand is a literal or `{ $: path }`, a fact. Anything but `not` over a fact that is missing is false.
 */
import { Type } from 'typebox'

export type Literal = string | number | boolean
export type PathOperand = { readonly $: string }
export type Operand = Literal | PathOperand

type Pair = readonly [Operand, Operand]

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly eq: Pair }
  | { readonly ne: Pair }
  | { readonly lt: Pair }
  | { readonly lte: Pair }
  | { readonly gt: Pair }
  | { readonly gte: Pair }
  | { readonly in: readonly [Operand, readonly Literal[] | PathOperand] }
  | { readonly has: string }

export const comparisons = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const
export type Comparison = (typeof comparisons)[number]

/** Deeper nesting than anyone writes by hand; keeps the evaluator from running out of stack on hostile input. */
export const MAX_DEPTH = 32

const PathSchema = Type.Object(
  { $: Type.String({ minLength: 1, description: 'Path of a fact, e.g. matter.returns' }) },
  { additionalProperties: false },
)
const LiteralSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
const OperandSchema = Type.Union([LiteralSchema, PathSchema])
const PairSchema = Type.Tuple([OperandSchema, OperandSchema])

const one = <K extends string, S extends Type.TSchema>(key: K, schema: S, description: string) =>
  Type.Object({ [key]: schema } as Record<K, S>, { additionalProperties: false, description })

/** JSON Schema of `Condition`, for packs and the API. */
export const ConditionSchema = Type.Cyclic(
  {
    Condition: Type.Union([
      one('all', Type.Array(Type.Ref('Condition')), 'Every condition holds; true when there is none'),
      one('any', Type.Array(Type.Ref('Condition')), 'At least one condition holds; false when there is none'),
      one('not', Type.Ref('Condition'), 'The condition does not hold'),
      one('eq', PairSchema, 'Both are present and equal'),
      one('ne', PairSchema, 'Both are present and differ'),
      one('lt', PairSchema, 'The first is less: numbers, instants, or texts by code point'),
      one('lte', PairSchema, 'The first is less or equal'),
      one('gt', PairSchema, 'The first is greater'),
      one('gte', PairSchema, 'The first is greater or equal'),
      one(
        'in',
        Type.Tuple([OperandSchema, Type.Union([Type.Array(LiteralSchema), PathSchema])]),
        'The first is one of the list, or of a fact that is a list of texts',
      ),
      one('has', Type.String({ minLength: 1 }), 'The fact is present'),
    ]),
  },
  'Condition',
)
