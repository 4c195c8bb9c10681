/** 时限检查 — every clock starts somewhere, and something happens when it runs out. */
import { checkLimit } from '../../kernel/calendar/check.ts'
import type { Limit } from '../../kernel/calendar/schema.ts'
import type { ClockRule } from '../../matter/loop.ts'
import type { CompiledLoop } from '../compile.ts'
import { type Where, where } from '../problem.ts'
import type { Checking } from './context.ts'
import { unreachable } from './graph.ts'
import { effectsOf } from './steps.ts'

export function checkClocks(checking: Checking): void {
  for (const compiled of checking.loops) {
    const { loop } = compiled
    const happens = momentsThatHappen(compiled)
    for (const [name, clock] of Object.entries(loop.clocks)) {
      const at = where('loops', loop.id, 'clocks', name)
      const params = { loop: loop.id, clock: name }
      if (!happens.starts(name, clock)) checking.report('error', 'clock.never_starts', at, params)
      const acts = clock.breach.length > 0 || clock.breachTo !== undefined
      if (!acts && clock.silent !== true) checking.report('error', 'clock.no_consequence', at, params)
      if (acts && clock.silent === true) checking.report('error', 'clock.silent_but_acts', at, params)
      checkClockLimits(checking, clock, at)
    }
    const promises = Object.values(loop.clocks).filter((clock) => clock.promise).length
    if (promises > 1)
      checking.report('error', 'loop.two_promises', where('loops', loop.id, 'clocks'), { loop: loop.id })
  }
  checkProfiles(checking)
}

function momentsThatHappen(compiled: CompiledLoop): { starts: (name: string, clock: ClockRule) => boolean } {
  const effects = effectsOf(compiled)
  const dead = unreachable(compiled.loop)
  const marked = new Set<string>(effects.flatMap((effect) => (effect.do === 'mark' ? [effect.to] : [])))
  const asks = effects.some((effect) => effect.do === 'ask')
  const happens = (moment: string): boolean => {
    const [verb, subject = ''] = moment.split(':')
    if (verb === 'entered' || verb === 'left') return !dead.includes(subject)
    if (verb === 'did' || verb === 'reported') return true
    return verb === 'asked' ? asks : marked.has(moment) || (moment === 'withdrawn' && asks)
  }
  return {
    starts: (name, clock) =>
      clock.starts.some(happens) || effects.some((effect) => effect.do === 'start' && effect.clock === name),
  }
}

function checkClockLimits(checking: Checking, clock: ClockRule, at: Where): void {
  const within = (...path: string[]): Where => ({ ...at, path: [...at.path, ...path] })
  if (typeof clock.limit !== 'string') checkOne(checking, clock.limit, within('limit'))
  if (clock.warn) checkOne(checking, clock.warn.before, within('warn', 'before'))
  if (clock.pause) checkOne(checking, clock.pause.cap, within('pause', 'cap'))
  if (clock.extend && typeof clock.extend.by !== 'string')
    checkOne(checking, clock.extend.by, within('extend', 'by'))
}

function checkProfiles(checking: Checking): void {
  const used = new Set(
    checking.loops.flatMap(({ loop }) => Object.values(loop.clocks).flatMap((c) => [c.limit, c.extend?.by])),
  )
  for (const profile of checking.data.profiles) {
    for (const part of ['limits', 'urgent'] as const) {
      for (const [name, limit] of Object.entries(profile[part] ?? {})) {
        const at = where('profiles', profile.id, part, name)
        checkOne(checking, limit, at)
        if (!used.has(name))
          checking.report('warning', 'profile.limit_unused', at, { profile: profile.id, limit: name })
      }
    }
  }
}

function checkOne({ data, report }: Checking, limit: Limit, at: Where): void {
  if (!data.calendar) return
  for (const { code, at: inside, params } of checkLimit(limit, data.calendar, '')) {
    report('error', code, { ...at, path: [...at.path, ...inside.split('.').filter(Boolean)] }, params)
  }
}
