/** 办理人检查 — whether anybody can ever take an action: relations, duties, roles. */
import { isRelation } from '../../matter/decide.ts'
import type { By } from '../../matter/loop.ts'
import { covering } from '../../organisation/directory.ts'
import type { CompiledLoop } from '../compile.ts'
import { type Where, where } from '../problem.ts'
import { type Checking, knows } from './context.ts'
import { sample } from './duties.ts'
import { effectsOf } from './steps.ts'

/** Relations that come with an assignment, and those that people without a post can have. */
const WITH_ASSIGNMENT = ['lead', 'assist', 'inner']
const WITHOUT_POST = ['reporter', 'follower', 'resident', 'system']

export function checkActors(checking: Checking): void {
  for (const compiled of checking.loops) {
    const { loop, actionAt } = compiled
    const supplied = suppliedRelations(compiled)
    loop.opens.by.forEach((by, index) => checkBy(checking, by, where('loops', loop.id, 'opens', 'by', index)))
    for (const [name, action] of Object.entries(loop.actions)) {
      action.by.forEach((by, index) => checkBy(checking, by, actionAt(name, 'by', index)))
      const relations = action.by.map(relationOf)
      if (relations.every((relation) => !supplied(relation))) {
        checking.report('error', 'action.nobody', actionAt(name, 'by'), { loop: loop.id, action: name })
      }
      if (action.own && !relations.some((relation) => WITH_ASSIGNMENT.includes(relation))) {
        checking.report('error', 'action.own_without_unit', actionAt(name, 'own'), {
          loop: loop.id,
          action: name,
        })
      }
    }
  }
  if (checking.isConcrete) checkDutiesEverywhere(checking)
}

function relationOf(by: By): string {
  return typeof by === 'string' ? by : by.relation
}

function checkBy(checking: Checking, by: By, at: Where): void {
  const relation = relationOf(by)
  checkRelation(checking, relation, at)
  if (typeof by === 'string') return
  if (WITHOUT_POST.includes(relation)) checking.report('error', 'action.roles_without_post', at, { relation })
  for (const role of by.roles) {
    if (!knows(checking, 'roles', role)) checking.report('error', 'action.role_unknown', at, { role })
  }
}

/** Reports a relation that is none, or a duty that no vocabulary has or no organisation holds. */
export function checkRelation(checking: Checking, relation: string, at: Where): void {
  const { report, directory, isConcrete } = checking
  if (!isRelation(relation)) return report('error', 'relation.unknown', at, { relation })
  if (!relation.startsWith('duty:')) return
  const duty = relation.slice('duty:'.length)
  if (!knows(checking, 'duties', duty))
    return report('error', 'target.word_unknown', at, { target: relation })
  if (isConcrete && !directory.byWork.has(relation))
    report('error', 'target.nobody', at, { target: relation })
}

/** Relations that can come to be in a loop: there is no assisting unit where none is ever asked. */
function suppliedRelations(compiled: CompiledLoop): (relation: string) => boolean {
  const effects = effectsOf(compiled)
  const asks = (as: 'lead' | 'assist') => effects.some((effect) => effect.do === 'ask' && effect.as === as)
  const does = (what: string) => effects.some((effect) => effect.do === what)
  const conditional: Readonly<Record<string, boolean>> = {
    lead: asks('lead'),
    assist: asks('assist') || does('escalate'),
    inner: does('relay'),
    informed: does('inform'),
  }
  return (relation) => conditional[relation] ?? true
}

/** A duty that a loop counts on should be held for every street; else its matters wait at the triage desk. */
function checkDutiesEverywhere({ loops, directory, streets, report }: Checking): void {
  const duties = new Set(
    loops
      .flatMap(({ loop }) => Object.values(loop.states).map((state) => state.holder))
      .filter((holder) => holder.startsWith('duty:')),
  )
  for (const duty of duties) {
    const without = streets.filter((street) => covering(directory, duty, street) === null)
    if (without.length > 0 && without.length < streets.length) {
      report(
        'warning',
        'duty.not_everywhere',
        where('vocabularies', `duties/${duty.slice('duty:'.length)}`),
        { duty, ...sample(without) },
      )
    }
  }
}
