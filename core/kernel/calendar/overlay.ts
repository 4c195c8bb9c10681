/** 地方作息 — a city's own hours and days over a national calendar. */
import type { CalendarData } from './schema.ts'

/** What a pack changes of the calendar it extends. Lists are added, hours replaced, rosters added or replaced. */
export type CalendarOverlay = Pick<CalendarData, 'id' | 'version'> &
  Partial<Omit<CalendarData, 'id' | 'version' | 'timeZone'>>

/**
 * The calendar of a pack that extends another. Its version names both (`2026.f30ed701+3`), so that a change of
 * either is a change of the whole. A year listed by both is as the overlay says.
 */
export function overlayCalendar(base: CalendarData, overlay: CalendarOverlay): CalendarData {
  const ownYears = new Set(overlay.years?.map(({ year }) => year))
  return {
    id: overlay.id,
    version: `${base.version}+${overlay.version}`,
    timeZone: base.timeZone,
    hours: overlay.hours ?? base.hours,
    years: [...base.years.filter(({ year }) => !ownYears.has(year)), ...(overlay.years ?? [])],
    holidays: [...base.holidays, ...(overlay.holidays ?? [])],
    makeUpWorkdays: [...base.makeUpWorkdays, ...(overlay.makeUpWorkdays ?? [])],
    halfDays: [...base.halfDays, ...(overlay.halfDays ?? [])],
    rosters: { ...base.rosters, ...overlay.rosters },
  }
}
