/** 登记 — a report of the demo becomes a matter, by the same opening as everybody's. */
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import { type OpenCommand, open } from '@huying/core/matter/open.ts'
import { newId } from '../kernel/ids.ts'
import type { Filled } from '../matter/form.ts'
import { fillReport, isCall } from '../matter/handle-open.ts'
import type { Services } from '../services.ts'
import { answer } from './answers.ts'
import type { Incoming, Town } from './incoming.ts'
import type { Life } from './life.ts'

/** Null where the form that the loop asks for cannot be filled. */
export async function begin(
  town: Town,
  services: Services,
  report: Incoming,
  more: Pick<Life, 'wants' | 'halts'>,
): Promise<Life | null> {
  const { rules } = town
  const { actor, at, kind, spot } = report
  const filled = fillOpening(town, report)
  if (!filled) return null
  const organisationId = actor.posts[0]?.organisationId ?? null
  const { residentId, channel, urgent } = report
  const command: OpenCommand = {
    id: newId(),
    number: await services.numbers.next(rules.jurisdiction, spot.territory, rules.calendar, at),
    ...{ kind, territory: spot.territory, point: spot.point, channel, urgent },
    reporter: {
      residentId,
      organisationId: isCall(rules, kind) ? organisationId : null,
      accountId: actor.accountId,
    },
    firstHandler: organisationId,
    ...{ against: [], confidential: false, parentId: null, source: null },
    ...{ form: filled.form, texts: filled.texts },
  }
  const opened = open(command, { now: at, actor, rules, replay: true })
  if (!opened.ok) throw new Error(`a report of the demo was refused: ${opened.refusal.code} ${kind}`)
  const { matter, events } = opened.value
  const [reported] = events
  const written: Life['written'] = new Map(reported ? [[reported, filled.written]] : [])
  return { matter, events: [...events], written, nextAt: at, idle: 0, ...more }
}

/** The text, and what else the form of the loop asks of whoever reports. */
function fillOpening(town: Town, { kind, text, at, spot, actor }: Incoming): Filled | null {
  const { catalogue, loops, forms } = town.rules
  const formId = loops.get(inherited(catalogue, kind, 'loop') ?? '')?.opens.form
  const form = formId === undefined ? undefined : forms.get(formId)
  const matter = { kind, territory: spot.territory, against: [], assignments: [] }
  const answers = form
    ? answer(town, form, { matter, now: at, unit: actor.posts[0]?.organisationId ?? null })
    : {}
  if (!answers) return null
  const { text: _, ...others } = answers
  const filled = fillReport(town.rules, { kind, text, place: {}, form: others })
  return 'errors' in filled ? null : filled
}
