/** 通知与说明检查 — notice texts, the calendar, and what is marked as not confirmed. */
import { checkCalendar } from '../../kernel/calendar/check.ts'
import { type Path, where } from '../problem.ts'
import type { Checking } from './context.ts'

/** English has the same blanks to fill as Chinese. */
export function checkMessages({ data, report }: Checking): void {
  for (const { id, words } of data.messages) {
    if (words.en !== undefined && blanks(words.zh) !== blanks(words.en)) {
      report('error', 'message.blanks', where('messages', id), {
        message: id,
        zh: blanks(words.zh),
        en: blanks(words.en),
      })
    }
  }
}

function blanks(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ')
}

export function checkCalendarOfPack({ data, report }: Checking): void {
  if (!data.calendar) return report('error', 'calendar.missing', where('pack', ''))
  for (const { code, at, params } of checkCalendar(data.calendar)) {
    report('error', code, where('calendar', '', ...at.split('.')), { ...params, at })
  }
}

/** Rules that nobody has confirmed are used, and said so. */
export function listUnverified({ data, loops, report }: Checking): void {
  const say = (list: 'kinds' | 'profiles' | 'loops', key: string, path: Path, what: string) =>
    report('info', 'unverified', where(list, key, ...path), { what })
  for (const kind of data.kinds) if (kind.unverified) say('kinds', kind.id, ['unverified'], `kind ${kind.id}`)
  for (const profile of data.profiles)
    if (profile.unverified) say('profiles', profile.id, ['unverified'], `profile ${profile.id}`)
  for (const { loop, actionAt } of loops) {
    if (loop.unverified) say('loops', loop.id, ['unverified'], `loop ${loop.id}`)
    for (const [name, action] of Object.entries(loop.actions)) {
      if (action.unverified)
        report('info', 'unverified', actionAt(name, 'unverified'), { what: `action ${name}` })
    }
    for (const [name, clock] of Object.entries(loop.clocks)) {
      if (clock.unverified) say('loops', loop.id, ['clocks', name, 'unverified'], `clock ${loop.id}.${name}`)
    }
  }
}
