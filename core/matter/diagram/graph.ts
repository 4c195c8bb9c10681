/** 闭环图·关系 — what there is to draw of a loop: its states with what happens in them, and the ways between them. */
import type { Words } from '../../kernel/words.ts'
import type { Action, ClockRule, Go, Loop } from '../loop.ts'

export type Locale = keyof Words

export type Node = {
  readonly id: string
  readonly title: string
  readonly isTrack: boolean
  readonly isClosed: boolean
  /** Waits for somebody outside the offices. */
  readonly waits: boolean
  /** Clocks that matter here. */
  readonly clocks: readonly string[]
  /** Actions that lead nowhere else. */
  readonly stays: readonly string[]
}

/** All ways from one state to another that look alike, as one arrow. */
export type Edge = {
  readonly from: string
  readonly to: string
  readonly labels: readonly string[]
  readonly look: 'primary' | 'plain' | 'clock' | 'advance'
}

export type Graph = {
  readonly title: string
  readonly nodes: readonly Node[]
  readonly edges: readonly Edge[]
  /** Where a matter begins. */
  readonly starts: readonly string[]
  /** What may be done in any open state, and what leads from any of them elsewhere. */
  readonly anywhere: { readonly stays: readonly string[]; readonly leaves: readonly Edge[] }
}

export function graphOf(loop: Loop, locale: Locale): Graph {
  const say = (words: Words) => words[locale] ?? words.zh
  const placesOf = clockPlaces(loop)
  const nodes = Object.entries(loop.states).map(([id, state]): Node => {
    const stays = Object.values(loop.actions).filter(
      (a) => a.from !== 'open' && a.from.includes(id) && stay(a, id),
    )
    return {
      id,
      title: say(state.title),
      isTrack: loop.track.includes(id),
      isClosed: state.closed === true,
      waits: state.waits === true,
      clocks: Object.entries(loop.clocks).flatMap(([name, c]) =>
        placesOf(name).includes(id) ? [say(c.title)] : [],
      ),
      stays: stays.map((action) => say(action.title)),
    }
  })
  const everywhere = Object.values(loop.actions).filter((action) => action.from === 'open')
  const leaves = everywhere.flatMap((action) =>
    targetsOf(action.to).map((to): Edge => ({ from: '', to, labels: [say(action.title)], look: 'plain' })),
  )
  return {
    title: say(loop.title),
    nodes,
    edges: gathered([...actionEdges(loop, say), ...clockEdges(loop, placesOf, say), ...advanceEdges(loop)]),
    starts: targetsOf(loop.opens.to),
    anywhere: {
      stays: everywhere.filter((action) => action.to === undefined).map((action) => say(action.title)),
      leaves: gathered(leaves),
    },
  }
}

/** The states that a destination may lead to. */
function targetsOf(go: Go | undefined): string[] {
  if (go === undefined) return []
  return typeof go === 'string' ? [go] : [...new Set(go.map((option) => option.to))]
}

function stay(action: Action, state: string): boolean {
  const targets = targetsOf(action.to)
  return targets.length === 0 || targets.includes(state)
}

type Say = (words: Words) => string

function actionEdges(loop: Loop, say: Say): Edge[] {
  return Object.values(loop.actions).flatMap((action) => {
    const { from, to, title, primary } = action
    if (from === 'open') return []
    const look = primary ? 'primary' : 'plain'
    return from.flatMap((state) =>
      targetsOf(to)
        .filter((target) => target !== state)
        .map((target): Edge => ({ from: state, to: target, labels: [say(title)], look })),
    )
  })
}

function clockEdges(loop: Loop, placesOf: (clock: string) => string[], say: Say): Edge[] {
  return Object.entries(loop.clocks).flatMap(([name, { breachTo, title }]) =>
    placesOf(name).flatMap((from) =>
      targetsOf(breachTo)
        .filter((to) => to !== from)
        .map((to): Edge => ({ from, to, labels: [say(title)], look: 'clock' })),
    ),
  )
}

function advanceEdges(loop: Loop): Edge[] {
  return (loop.advance ?? []).flatMap(({ from, to }) =>
    from.map((state): Edge => ({ from: state, to, labels: [], look: 'advance' })),
  )
}

/** One arrow for all that lead from one state to another; the loop's own moves are not worth one beside an action. */
function gathered(edges: readonly Edge[]): Edge[] {
  const arrows = new Map<string, Edge>()
  for (const edge of edges) {
    const kind = edge.look === 'clock' ? 'clock' : 'action'
    const key = `${edge.from}>${edge.to}>${kind}`
    const found = arrows.get(key)
    if (!found) arrows.set(key, edge)
    else {
      const look = found.look === 'primary' || edge.look === 'primary' ? 'primary' : found.look
      arrows.set(key, { ...found, labels: [...new Set([...found.labels, ...edge.labels])], look })
    }
  }
  return [...arrows.values()]
}

/**
 * The states in which each clock matters: where it begins on entering, and for one that waits for a unit's step, where that
 * step can be taken. A window of permission on a unit's step is left out.
 */
function clockPlaces(loop: Loop): (clock: string) => string[] {
  const marking = (step: string) =>
    Object.values(loop.actions).filter(({ does = [] }) =>
      does.some((effect) => effect.do === 'mark' && effect.whose === 'own' && effect.to === step),
    )
  const whereMarked = (step: string) => marking(step).flatMap(({ from }) => (from === 'open' ? [] : from))
  const beginnings = targetsOf(loop.opens.to)
  return (clock) => {
    const { starts = [], stops = [], silent }: Partial<ClockRule> = loop.clocks[clock] ?? {}
    const entered = starts.flatMap((moment) => (moment.startsWith('entered:') ? [moment.slice(8)] : []))
    if (starts.includes('reported')) return beginnings.filter((state) => loop.track.includes(state))
    if (entered.length > 0 || silent) return entered
    return [...new Set(stops.slice(0, 1).flatMap(whereMarked))]
  }
}
