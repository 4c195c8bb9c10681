/** 缓急 — how a clock stands at the moment of the answer, for lists and for one matter alike. */
import { Type } from 'typebox'

export const Left = Type.Object(
  {
    minutes: Type.Integer({ description: 'Whole minutes until the deadline; negative when it has passed' }),
    counted: Type.Union([Type.Literal('working'), Type.Literal('calendar')], {
      description: 'Whether these are minutes of open hours, or of the calendar',
    }),
    dayMinutes: Type.Integer({ description: 'Minutes of one day of this time, e.g. 480 of an office day' }),
  },
  { description: 'Time that is left, counted as the limit counts it' },
)

export const Pace = Type.Union(
  [Type.Literal('on_time'), Type.Literal('near'), Type.Literal('late'), Type.Literal('paused')],
  { description: 'How the deadline stands: on_time, near, late, paused' },
)
