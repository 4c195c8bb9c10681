/** 指向检查 — whether a target of a duty list or a loop (`org:`, `fn:`, `duty:`, `kind:`, `up:`, `street`) means anybody. */
import type { Where } from '../problem.ts'
import { type Checking, knows } from './context.ts'

const SHAPE = /^(?:(org|fn|duty|kind|up):([a-z0-9_.-]+)|street|community)$/

/** True where the text has the shape of a target. */
export function isTarget(text: string): boolean {
  return SHAPE.test(text)
}

/** Reports a target with an unknown word, or one that nobody in the city answers to. */
export function checkTarget(checking: Checking, target: string, at: Where): void {
  const { report, directory, isConcrete } = checking
  const [shape, scheme = 'kind', name = target] = SHAPE.exec(target) ?? []
  if (shape === undefined) return report('error', 'target.shape', at, { target })
  if (scheme === 'org') {
    if (isConcrete && !directory.byId.has(name))
      report('error', 'target.organisation_unknown', at, { organisation: name })
    return
  }
  if (!isKnown(checking, scheme, name)) return report('error', 'target.word_unknown', at, { target })
  const works = scheme === 'up' ? [`duty:${name}`, `fn:${name}`] : [`${scheme}:${name}`]
  if (isConcrete && !works.some((work) => directory.byWork.has(work)))
    report('error', 'target.nobody', at, { target })
}

function isKnown(checking: Checking, scheme: string, name: string): boolean {
  switch (scheme) {
    case 'fn':
      return knows(checking, 'functions', name)
    case 'duty':
      return knows(checking, 'duties', name)
    case 'kind':
      return knows(checking, 'organisationKinds', name)
    default:
      return knows(checking, 'duties', name) || knows(checking, 'functions', name)
  }
}
