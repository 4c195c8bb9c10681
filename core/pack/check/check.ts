/** 整包检查 — a pack is checked as a whole; nothing of it is used while an error stands. */
import type { LocalDate } from '../../kernel/instant.ts'
import { checkBurden } from '../burden.ts'
import { collector, type Problem } from '../problem.ts'
import type { PackData } from '../types.ts'
import { checkActors } from './actors.ts'
import { checkClocks } from './clocks.ts'
import { checkConditions } from './conditions.ts'
import { checkingOf } from './context.ts'
import { checkDemo } from './demo.ts'
import { checkDuties } from './duties.ts'
import { checkEffects } from './effects.ts'
import { checkForms } from './forms.ts'
import { checkGraphs } from './graph.ts'
import { checkKinds } from './kinds.ts'
import { checkCalendarOfPack, checkMessages, listUnverified } from './notices.ts'
import { checkOrganisations } from './organisations.ts'
import { checkPlaces } from './places.ts'
import { checkReferences } from './references.ts'

export type CheckOptions = {
  /** The day on which exemptions must not have expired. */
  readonly on: LocalDate
}

const CHECKS = [
  checkReferences,
  checkEffects,
  checkGraphs,
  checkActors,
  checkClocks,
  checkConditions,
  checkForms,
  checkKinds,
  checkDuties,
  checkOrganisations,
  checkPlaces,
  checkDemo,
  checkMessages,
  checkCalendarOfPack,
  listUnverified,
]

/** All problems of a pack whose entries fit their shapes. */
export function checkPack(data: PackData, options: CheckOptions): Problem[] {
  const { problems, report } = collector()
  const checking = checkingOf(data, report)
  for (const check of CHECKS) check(checking)
  checkBurden(data, options.on, report)
  return problems
}
