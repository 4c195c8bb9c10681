/** 编译 — loops take in their shared actions; the merged lists become the rules that decisions read. */
import { buildCatalogue } from '../catalogue/dispatch.ts'
import { compileCalendar } from '../kernel/calendar/compile.ts'
import type { CalendarData } from '../kernel/calendar/schema.ts'
import type { Action, ActionFile, Loop } from '../matter/loop.ts'
import type { Rules } from '../matter/rules.ts'
import { buildDirectory } from '../organisation/directory.ts'
import { type Path, type Where, where } from './problem.ts'
import type { PackContent, PackData } from './types.ts'

export type CompiledLoop = {
  readonly loop: Loop
  /** Where an action of the loop is written: in the loop itself or in a file that it includes. */
  readonly actionAt: (action: string, ...path: Path) => Where
}

/** A loop with the actions of the files it includes; of two with one name the later file's, and its own before all. */
export function compileLoop(loop: Loop, files: ReadonlyMap<string, ActionFile>): CompiledLoop {
  const { includes = [], ...rest } = loop
  const actions: Record<string, Action> = {}
  const homes = new Map<string, string>()
  for (const id of includes) {
    for (const [name, action] of Object.entries(files.get(id)?.actions ?? {})) {
      actions[name] = action
      homes.set(name, id)
    }
  }
  for (const [name, action] of Object.entries(loop.actions)) {
    actions[name] = action
    homes.delete(name)
  }
  const actionAt = (action: string, ...path: Path): Where => {
    const home = homes.get(action)
    return home === undefined
      ? where('loops', loop.id, 'actions', action, ...path)
      : where('actions', home, 'actions', action, ...path)
  }
  return { loop: { ...rest, actions }, actionAt }
}

export function compileLoops(data: Pick<PackData, 'loops' | 'actionFiles'>): CompiledLoop[] {
  const files = new Map(data.actionFiles.map((file) => [file.id, file]))
  return data.loops.map((loop) => compileLoop(loop, files))
}

/** What the database keeps of this version. `version` is the declared one with the digest of the files. */
export function contentOf(data: PackData, calendar: CalendarData, version: string): PackContent {
  const { id, title, jurisdiction, vocabularies, organisations, messages } = data
  const { kinds, duties, profiles, forms, attachments } = data
  return {
    format: 1,
    id,
    version,
    title,
    jurisdiction,
    vocabularies,
    calendar,
    organisations,
    kinds,
    duties,
    profiles,
    forms,
    attachments,
    loops: compileLoops(data).map(({ loop }) => loop),
    messages,
  }
}

/** The rules that this content stands for. Throws on content that `checkPack` has never passed. */
export function rulesFromContent(content: PackContent): Rules {
  return {
    id: content.id,
    version: content.version,
    jurisdiction: content.jurisdiction?.code ?? '',
    loops: new Map(content.loops.map((loop) => [loop.id, loop])),
    catalogue: buildCatalogue(content.kinds, content.duties),
    directory: buildDirectory(content.organisations),
    profiles: new Map(content.profiles.map((profile) => [profile.id, profile])),
    forms: new Map(content.forms.map((form) => [form.id, form])),
    calendar: compileCalendar(content.calendar),
  }
}
