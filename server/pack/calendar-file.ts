/** 日历文件 — the working calendar of a pack: a whole one, or one to lay over that of the pack it extends. */
import type { CalendarOverlay } from '@huying/core/kernel/calendar/overlay.ts'
import { CalendarData } from '@huying/core/kernel/calendar/schema.ts'
import type { Manifest } from '@huying/core/pack/schema.ts'
import { Type } from 'typebox'
import type { Files } from './files.ts'
import type { Report, Source } from './source.ts'
import { readYaml } from './yaml-file.ts'
import { fits } from './yaml-lists.ts'

const { id, version, timeZone: _, ...rest } = CalendarData.properties

/** A calendar without a time zone is laid over another. */
const CalendarOverlayShape = Type.Object(
  { id, version, ...Type.Partial(Type.Object(rest)).properties },
  { additionalProperties: false },
)

export type CalendarFile = { readonly data: CalendarData | CalendarOverlay; readonly source: Source }

/** The calendar that the manifest names; null where it names none, or, reported, where it cannot be used. */
export function readCalendar(
  { name, files, report }: { readonly name: string; readonly files: Files; readonly report: Report },
  manifest: Manifest,
  manifestSource: Source,
): CalendarFile | null {
  const path = manifest.calendar
  if (path === undefined) return null
  const text = files.get(path)
  if (text === undefined) {
    const line = manifestSource.lineOf(['calendar'])
    report({
      code: 'pack.calendar_missing',
      severity: 'error',
      file: manifestSource.file,
      line,
      params: { path },
    })
    return null
  }
  const yaml = readYaml(`${name}/${path}`, text, report)
  if (!yaml) return null
  const isWhole = typeof yaml.value === 'object' && yaml.value !== null && 'timeZone' in yaml.value
  if (!fits(isWhole ? CalendarData : CalendarOverlayShape, yaml.value, yaml.at(), report)) return null
  return { data: yaml.value as CalendarData | CalendarOverlay, source: yaml.at() }
}

export function isWholeCalendar(data: CalendarData | CalendarOverlay): data is CalendarData {
  return 'timeZone' in data
}
