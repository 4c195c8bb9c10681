/** 填表 — fills the form of an action as people would, by what each field means. Null where it cannot be filled. */

import { dispatch, resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Form } from '@huying/core/catalogue/types.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { isPartOf } from '@huying/core/organisation/directory.ts'
import { isWithin } from '@huying/core/territory/code.ts'
import type { Cast } from './cast.ts'
import type { Random } from './random.ts'
import { type DemoTexts, say } from './texts.ts'

export type Telling = {
  readonly rules: Rules
  readonly cast: Cast
  readonly texts: DemoTexts
  readonly random: Random
}

export type Occasion = {
  readonly matter: Pick<Matter, 'kind' | 'territory' | 'against' | 'assignments'>
  readonly now: number
  /** The unit that the form is filled for. */
  readonly unit: string | null
}
type Answers = Record<string, unknown>
type Property = Form['properties'][string]

/** Share of matters that the reporter calls solved; then 90 in 100 are satisfied (domain rules §10). */
const SOLVED = 0.93
const SATISFIED = 0.9
/** How often a field that may be left out is filled. */
const VOLUNTARY: Readonly<Record<string, number>> = { satisfied: 1, until: 1, text: 0.7 }

export function answer(telling: Telling, form: Form, occasion: Occasion): Answers | null {
  const answers: Answers = {}
  for (const [field, property] of Object.entries(form.properties)) {
    const required = form.required?.includes(field) === true
    if (!required && !telling.random.chance(willingness(telling, field, property, occasion))) continue
    const value = fieldValue(telling, form, field, property, occasion, answers)
    if (value === undefined && required) return null
    if (value !== undefined) answers[field] = value
  }
  return answers
}

function willingness(
  { rules }: Telling,
  field: string,
  property: Property,
  { matter, unit }: Occasion,
): number {
  if (property['x-ref'] !== 'organisation' || unit === null)
    return VOLUNTARY[field] ?? (property.type === 'integer' ? 1 : 0)
  // Who would be asked by the duty list and is the one who asks must name others.
  const { lead } = dispatch(rules.catalogue, rules.directory, matter.kind, matter.territory, matter.against)
  return lead === unit && (field === 'lead' || field === 'assists') ? 1 : 0
}

function fieldValue(
  telling: Telling,
  form: Form,
  field: string,
  property: Property,
  occasion: Occasion,
  soFar: Answers,
): unknown {
  const { random, texts, rules } = telling
  const { matter, now } = occasion
  if (property['x-text']) {
    const solved = typeof soFar.solved === 'boolean' ? { solved: soFar.solved } : {}
    return say(texts, random, { kind: matter.kind, form: form.id, field, ...solved })
  }
  if (property['x-ref']) return referenceOf(telling, field, property, occasion, soFar)
  const { enum: choices } = property
  if (choices) return random.weighted(choices, (each) => 1 / (1 + choices.indexOf(each)))
  if (property.type === 'boolean') return random.chance(SOLVED)
  if (property.type === 'integer') return scoreOf(random, property, soFar.solved !== false)
  if (property.format === 'date') return localDate(rules.calendar.zone.dayOf(now) + random.between(30, 120))
  return undefined
}

function scoreOf(random: Random, { minimum = 1, maximum = 5 }: Property, solved: boolean): number {
  if (!solved) return random.between(minimum, minimum + 1)
  return random.chance(SATISFIED)
    ? random.between(maximum - 1, maximum)
    : random.between(minimum + 1, maximum - 2)
}

/** A unit by the duty list, a part of one's own with people that serves the place; kinds and other matters are left to real people. */
function referenceOf(
  { rules, cast, random }: Telling,
  field: string,
  property: Property,
  occasion: Occasion,
  soFar: Answers,
): unknown {
  const { matter, unit } = occasion
  if (property['x-ref'] === 'inner') {
    const parts = [...rules.directory.byId.values()].filter(
      ({ id, territory }) =>
        unit !== null &&
        id !== unit &&
        isWithin(matter.territory, territory) &&
        isPartOf(rules.directory, id, unit) &&
        cast.of(id).length > 0,
    )
    // The narrower it serves, the likelier: whoever walks the grid knows the place.
    return random.weighted(parts, ({ territory }) => 2 ** (territory.length / 3))?.id
  }
  if (property['x-ref'] !== 'organisation') return undefined
  const asked = matter.assignments.map((a) => a.unit)
  const listed = dispatch(rules.catalogue, rules.directory, matter.kind, matter.territory, matter.against)
  const street = resolveTarget(rules.directory, 'street', matter.territory, matter.against)
  const fitting = [listed.lead, ...listed.assists, street].filter(
    (id): id is string => id !== null && id !== unit && !isAtWork(matter, id),
  )
  if (property.type === 'array')
    return fitting.filter((id) => !asked.includes(id) && id !== soFar.lead).slice(0, 2)
  return field === 'lead' ? fitting[0] : random.pick(fitting)
}

function isAtWork(matter: Occasion['matter'], unit: string): boolean {
  return matter.assignments.some(
    (a) => a.unit === unit && !['returned', 'withdrawn', 'done'].includes(a.state),
  )
}
