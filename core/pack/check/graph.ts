/** 状态图检查 — every state can be reached, and from every state the offices can bring the matter to an end. */
import { type Action, type Go, isFrom, type Loop } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import { where } from '../problem.ts'
import type { Checking } from './context.ts'
import { type Step, stepsOf, targetsOf } from './steps.ts'

type Edge = { readonly from: string; readonly to: string }

const ENDINGS = ['close', 'merge', 'split']

export function checkGraphs(checking: Checking): void {
  for (const compiled of checking.loops) {
    checkReach(checking, compiled.loop)
    checkWayOut(checking, compiled.loop)
    for (const step of stepsOf(compiled)) {
      checkGo(checking, compiled, step)
      checkEnding(checking, compiled, step)
    }
    checkAdvanceEndings(checking, compiled)
  }
}

function openStates(loop: Loop): string[] {
  return Object.keys(loop.states).filter((state) => !isClosed(loop, state))
}

function isClosed(loop: Loop, state: string): boolean {
  return loop.states[state]?.closed === true
}

function actionEdges(loop: Loop, counts: (action: Action, state: string) => boolean = () => true): Edge[] {
  return Object.values(loop.actions).flatMap((action) =>
    Object.keys(loop.states)
      .filter((state) => isFrom(loop, action, state) && counts(action, state))
      .flatMap((from) => targetsOf(action.to).map((to) => ({ from, to }))),
  )
}

function advanceEdges(loop: Loop): Edge[] {
  return (loop.advance ?? []).flatMap(({ from, to }) => from.map((each) => ({ from: each, to })))
}

/** Where a clock that runs out may lead from: any open state, or only where it certainly runs. */
function clockEdges(loop: Loop, certain: boolean): Edge[] {
  return Object.values(loop.clocks).flatMap((clock) =>
    targetsOf(clock.breachTo).flatMap((to) =>
      openStates(loop)
        .filter((from) => !certain || clock.starts.includes(`entered:${from}`))
        .map((from) => ({ from, to })),
    ),
  )
}

function spread(from: readonly string[], edges: readonly Edge[], back = false): Set<string> {
  const reached = new Set(from)
  for (let grew = true; grew; ) {
    grew = false
    for (const edge of edges) {
      const [near, far] = back ? [edge.to, edge.from] : [edge.from, edge.to]
      if (!reached.has(near) || reached.has(far)) continue
      reached.add(far)
      grew = true
    }
  }
  return reached
}

/** States that no sequence of actions leads to. */
export function unreachable(loop: Loop): string[] {
  const reached = spread(targetsOf(loop.opens.to), [
    ...actionEdges(loop),
    ...advanceEdges(loop),
    ...clockEdges(loop, false),
  ])
  return Object.keys(loop.states).filter((state) => !reached.has(state))
}

function checkReach({ report }: Checking, loop: Loop): void {
  for (const state of unreachable(loop)) {
    report('error', 'state.unreachable', where('loops', loop.id, 'states', state), { loop: loop.id, state })
  }
}

/** That the reporter may withdraw is no way out for the offices, except where the matter waits for people outside. */
function checkWayOut({ report }: Checking, loop: Loop): void {
  const closed = Object.keys(loop.states).filter((state) => isClosed(loop, state))
  if (closed.length === 0) {
    report('error', 'loop.never_closes', where('loops', loop.id, 'states'), { loop: loop.id })
    return
  }
  const counts = (action: Action, state: string) =>
    loop.states[state]?.waits === true || action.by.some((by) => by !== 'reporter' && by !== 'follower')
  const out = spread(
    closed,
    [...actionEdges(loop, counts), ...advanceEdges(loop), ...clockEdges(loop, true)],
    true,
  )
  for (const state of openStates(loop)) {
    if (!out.has(state))
      report('error', 'state.no_way_out', where('loops', loop.id, 'states', state), { loop: loop.id, state })
  }
}

/** Of several destinations exactly the last has no condition: else the matter might go nowhere. */
function checkGo({ report }: Checking, { loop }: CompiledLoop, { to, at, toAt, name }: Step): void {
  if (to === undefined || typeof to === 'string') return
  const options: Exclude<Go, string> = to
  options.forEach((option, index) => {
    const isLast = index === options.length - 1
    const params = { loop: loop.id, step: name }
    if (isLast && option.when !== undefined) report('error', 'go.no_default', at(toAt, index), params)
    if (!isLast && option.when === undefined) report('error', 'go.after_default', at(toAt, index + 1), params)
  })
}

/** "Closed" says why: a closed state is entered with an outcome. */
function checkEnding({ report }: Checking, { loop }: CompiledLoop, step: Step): void {
  const closing = targetsOf(step.to).some((state) => isClosed(loop, state))
  const ends = step.does.some((effect) => ENDINGS.includes(effect.do))
  const params = { loop: loop.id, step: step.name }
  if (closing && !ends) report('error', 'closed.no_outcome', step.at(step.toAt), params)
  if (ends && !closing) report('error', 'close.stays_open', step.at(step.doesAt), params)
}

function checkAdvanceEndings({ report }: Checking, { loop }: CompiledLoop): void {
  loop.advance?.forEach(({ to }, index) => {
    if (!isClosed(loop, to)) return
    report('error', 'closed.no_outcome', where('loops', loop.id, 'advance', index, 'to'), {
      loop: loop.id,
      step: 'advance',
    })
  })
}
