/** 筛选 — what a list of matters can be narrowed by: the same for the screen, its address, a saved filter and the file. */
import { type Static, Type } from 'typebox'
import { Id, Named } from '../kernel/common.ts'
import { Pace } from './pace.ts'

const id = (description: string) => Type.String({ pattern: '^[\\w.:-]{1,100}$', description })
const day = (description: string) => Type.String({ format: 'date', description })

export const MatterFilter = Type.Object(
  {
    territory: Type.Optional(
      Type.String({ pattern: '^[0-9]{2,22}$', description: 'Only this territory and below' }),
    ),
    loop: Type.Optional(id('Only this loop, e.g. call')),
    state: Type.Optional(id('Only in this state, e.g. handling')),
    kind: Type.Optional(id('Only this kind and those under it')),
    lead: Type.Optional(id('Only led by this unit')),
    channel: Type.Optional(id('Only those that came in this way')),
    pace: Type.Optional(Pace),
    urgent: Type.Optional(Type.Boolean({ description: 'Only urgent ones, or only the others' })),
    supervised: Type.Optional(
      Type.Boolean({ description: 'Only those under supervision, or only the others' }),
    ),
    reportedFrom: Type.Optional(day('Only reported on this day of the city or later, e.g. 2026-11-01')),
    reportedTo: Type.Optional(day('Only reported on this day of the city or earlier')),
  },
  { additionalProperties: false },
)
export type MatterFilter = Static<typeof MatterFilter>

export const Order = Type.Union([Type.Literal('deadline'), Type.Literal('newest'), Type.Literal('oldest')], {
  description:
    'deadline: the most pressing first; newest and oldest: by when it was reported. Closed matters have no deadline in common: a list with closed ones that are not followed comes newest first unless told otherwise',
})
export type Order = Static<typeof Order>

export const Tab = Type.Union([Type.Literal('inbox'), Type.Literal('followed'), Type.Literal('scope')], {
  description: 'Which list: what you must answer, what you follow, everything in your scope',
})
export type Tab = Static<typeof Tab>

/** What a saved filter and a link hold: everything but the list it is for. */
export const ListFilter = Type.Object(
  {
    ...MatterFilter.properties,
    sort: Type.Optional(Order),
    open: Type.Optional(
      Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('all')], {
        description: 'Open ones, closed ones, or all',
      }),
    ),
  },
  { additionalProperties: false, description: 'Filter and order' },
)
export type ListFilter = Static<typeof ListFilter>

/** Most filters that one account keeps. */
export const MOST_SAVED = 50

export const SaveFilter = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 40,
      pattern: '^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$',
      description: 'Name on the screen; a filter of that name is replaced',
    }),
    tab: Tab,
    filter: ListFilter,
  },
  { additionalProperties: false, $id: 'SaveFilter' },
)
export type SaveFilter = Static<typeof SaveFilter>

export const SavedFilter = Type.Object({ id: Id, ...SaveFilter.properties }, { $id: 'SavedFilter' })
export type SavedFilter = Static<typeof SavedFilter>

export const SavedFilters = Type.Object(
  { filters: Type.Array(SavedFilter, { description: 'Your own, by name' }) },
  { $id: 'SavedFilters' },
)
export type SavedFilters = Static<typeof SavedFilters>

export const FilterChoices = Type.Object(
  {
    loops: Type.Array(
      Type.Object({ ...Named.properties, states: Type.Array(Named, { description: 'States of the loop' }) }),
      { description: 'Loops of the rules in force, with their states' },
    ),
  },
  { $id: 'FilterChoices' },
)
export type FilterChoices = Static<typeof FilterChoices>
