/** 表单 — valid answers to a form for a matter as it is, chosen by a seed; for specs that act at random. */
import type { Field, Form } from '../../catalogue/types.ts'
import { isPartOf, isRecused } from '../../organisation/directory.ts'
import type { Actor } from '../../organisation/types.ts'
import type { FormValues } from '../events.ts'
import { isActive, isLive, type Matter } from '../matter.ts'
import type { Rules } from '../rules.ts'

type Scene = { readonly rules: Rules; readonly matter: Matter; readonly actor: Actor; readonly seed: number }

/** Answers that the form accepts, or null where there is nothing to choose from (every unit is asked already). */
export function answersTo(form: Form | undefined, scene: Scene): FormValues | null {
  const answers: Record<string, string | number | boolean | readonly string[]> = {}
  const used = new Set<string>()
  for (const [index, [name, field]] of Object.entries(form?.properties ?? {}).entries()) {
    const isRequired = form?.required?.includes(name) ?? false
    if (!isRequired && (scene.seed >> index) % 2 === 0) continue
    const answer = answerTo(name, field, scene, used)
    if (answer !== null) answers[name] = answer
    else if (isRequired) return null
  }
  return answers
}

function answerTo(name: string, field: Field, scene: Scene, used: Set<string>): FormValues[string] | null {
  const { seed } = scene
  if (field.enum) return pick(field.enum, seed)
  switch (field.type) {
    case 'boolean':
      return seed % 2 === 0
    case 'integer':
    case 'number':
      return (field.minimum ?? 1) + (seed % 3)
    case 'array': {
      const choices = choicesOf(name, field, scene).filter((each) => !used.has(each))
      const count = Math.max(field.minItems ?? 0, Math.min(1 + (seed % 2), choices.length))
      if (choices.length < count) return null
      return rotated(choices, seed)
        .slice(0, count)
        .map((each) => use(each, used))
    }
    default: {
      if (field['x-ref'] === undefined) return field.format === 'date' ? '2025-12-31' : 'as the form asks'
      const answer = pick(
        choicesOf(name, field, scene).filter((each) => !used.has(each)),
        seed,
      )
      return answer === null ? null : use(answer, used)
    }
  }
}

function choicesOf(name: string, field: Field, scene: Scene): readonly string[] {
  const { matter, rules } = scene
  switch (field['x-ref']) {
    case 'organisation':
      return name === 'unit' ? assisting(matter) : free(name, scene)
    case 'inner':
      return innerOf(scene)
    case 'kind':
      return [...rules.catalogue.kinds.keys()].filter((kind) =>
        kind.startsWith(matter.kind.split('.')[0] ?? ''),
      )
    default:
      return ['m-other']
  }
}

function assisting(matter: Matter): string[] {
  return matter.assignments.filter((a) => isLive(a) && a.as === 'assist').map((a) => a.unit)
}

/** Units that are not complained about and not at work; a lead may be made of an assisting one. */
function free(name: string, { matter, rules: { directory } }: Scene): string[] {
  const busy = matter.assignments.filter((a) => isActive(a) && !(name === 'lead' && a.as === 'assist'))
  return [...directory.byId.keys()].filter(
    (id) => !busy.some((a) => a.unit === id) && !isRecused(directory, id, matter.against),
  )
}

function innerOf({ matter, actor, rules: { directory } }: Scene): string[] {
  const units = matter.assignments.filter(isLive).map((a) => a.unit)
  return actor.posts
    .filter((post) => units.includes(post.organisationId))
    .flatMap(({ organisationId }) => [
      ...[...directory.byId.keys()].filter(
        (id) => id !== organisationId && isPartOf(directory, id, organisationId),
      ),
      `post:${organisationId}-officer`,
    ])
}

function pick<T>(list: readonly T[], seed: number): T | null {
  return list[seed % list.length] ?? null
}

function rotated<T>(list: readonly T[], seed: number): T[] {
  const start = list.length === 0 ? 0 : seed % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}

function use(answer: string, used: Set<string>): string {
  used.add(answer)
  return answer
}
