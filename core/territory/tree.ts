/**
 * 层级核查 — whether codes, names and parents of a set of territories fit together.
 */
import { isWithin, levelOf } from './code.ts'
import { type Finding, findingAbout, type Numbered } from './finding.ts'

/** Findings about codes, names, parents, dates and households, in order of the input. */
export function treeFindings(current: readonly Numbered[], knownParents: Iterable<string>): Finding[] {
  const codes = new Set([...knownParents, ...current.map(({ territory }) => territory.code)])
  const [byCode, byId, byName] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ]
  return current.flatMap((each) => {
    const { code, id, name, parentCode, level } = each.territory
    return [
      ...ownFindings(each),
      ...repeated(each, byCode, code, 'code.duplicate', 'error'),
      ...repeated(each, byId, id, 'id.duplicate', 'error'),
      ...(name.zh.trim() === ''
        ? []
        : repeated(each, byName, `${parentCode}|${level}|${name.zh.trim()}`, 'name.duplicate', 'warning')),
      ...(parentCode === null || codes.has(parentCode)
        ? []
        : [findingAbout(each, 'parent.orphan', 'error', { parent: parentCode })]),
    ]
  })
}

function ownFindings(each: Numbered): Finding[] {
  const { code, name, level, parentCode, validFrom, validTo, households } = each.territory
  const found: Finding[] = []
  const byShape = levelOf(code)
  if (byShape === null) found.push(findingAbout(each, 'code.shape', 'error', { code }))
  else if (byShape !== level)
    found.push(findingAbout(each, 'code.level', 'error', { level, byCode: byShape }))
  if (byShape !== null && parentCode !== null && (parentCode === code || !isWithin(code, parentCode))) {
    found.push(findingAbout(each, 'parent.not_above', 'error', { parent: parentCode }))
  }
  if (name.zh.trim() === '') found.push(findingAbout(each, 'name.missing', 'error'))
  if (validTo !== undefined && validTo <= validFrom)
    found.push(findingAbout(each, 'dates.order', 'error', { validFrom, validTo }))
  if (households !== undefined && !(Number.isInteger(households) && households >= 0)) {
    found.push(findingAbout(each, 'households.invalid', 'error', { households: String(households) }))
  }
  return found
}

/** A finding on the second and every later one; it names the first. */
function repeated(
  each: Numbered,
  seen: Map<string, number>,
  key: string,
  code: 'code.duplicate' | 'id.duplicate' | 'name.duplicate',
  severity: 'error' | 'warning',
): Finding[] {
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, each.index)
    return []
  }
  return [findingAbout(each, code, severity, { first, name: each.territory.name.zh })]
}
