/**
 * 人生 — whole lives of matters, made by the engine's own functions at the times they tell: reported, dispatched, and then
 * answered directly, handled to the end, or still open.
 */
import { randomBytes } from 'node:crypto'
import { decide } from '@huying/core/matter/decide.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { open } from '@huying/core/matter/open.ts'
import { fireDue, nextDueAt } from '@huying/core/matter/time.ts'
import { type Actor, SYSTEM } from '@huying/core/organisation/types.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { digests, fill, type WrittenText, write } from '@huying/server/matter/form.ts'
import { buildPlaces, findPlace, type Places } from '@huying/server/territory/places.ts'
import { type Reports, reportsFor } from './reports.ts'

/** What one command wrote down. */
export type Chapter = {
  readonly at: number
  readonly events: readonly MatterEvent[]
  readonly written: readonly WrittenText[]
}

export type Life = { readonly matter: Matter; readonly chapters: readonly Chapter[] }

export type Ending = 'answered' | 'resolved' | 'dispatched' | 'handling' | 'contacted'

type Step = { readonly action: string; readonly after: number; readonly answers: Record<string, unknown> }

const HOUR = 3_600_000
const DAY = 24 * HOUR
const REPLY = '已到现场核实，问题属实。经与当事方协商，已完成整改并电话告知诉求人，后续将加强巡查。'

const STEPS: Readonly<Record<Ending, readonly Step[]>> = {
  answered: [{ action: 'answer_directly', after: HOUR, answers: { text: REPLY } }],
  resolved: [
    { action: 'sign', after: HOUR, answers: {} },
    {
      action: 'contact',
      after: 2 * HOUR,
      answers: { way: 'phone', text: '已电话联系诉求人，了解具体情况。' },
    },
    { action: 'resolve', after: DAY, answers: { text: REPLY } },
    { action: 'pass_review', after: 3 * HOUR, answers: {} },
    { action: 'record_callback', after: 5 * HOUR, answers: { solved: true, satisfied: 5 } },
  ],
  dispatched: [],
  handling: [{ action: 'sign', after: HOUR, answers: {} }],
  contacted: [
    { action: 'sign', after: HOUR, answers: {} },
    { action: 'contact', after: HOUR, answers: { way: 'phone' } },
  ],
}

export type Cast = { readonly operator: Actor; readonly officers: ReadonlyMap<string, Actor> }

/** An operator of the hotline, and somebody in every organisation. */
export function castOf({ rules: { directory } }: Pack, operatorAccount: string): Cast {
  const staff = (id: string, accountId: string): Actor => {
    const organisation = directory.byId.get(id)
    if (!organisation) throw new Error(`no organisation ${id}`)
    const { kind, territory, duties } = organisation
    const chain = directory.chains.get(id) ?? []
    const post = { postId: `${id}-1`, organisationId: id, organisationKind: kind, chain, territory, duties }
    return { kind: 'staff', accountId, residentId: null, posts: [{ ...post, role: 'officer' }] }
  }
  return {
    operator: staff('hotline', operatorAccount),
    officers: new Map([...directory.byId.keys()].map((id) => [id, staff(id, `bench-${id}`)])),
  }
}

export type Telling = {
  readonly pack: Pack
  readonly places: Places
  readonly reports: Reports
  readonly cast: Cast
  /** Now: what was due until then has happened to those still open. */
  readonly now: number
}

export function tellingOf(pack: Pack, cast: Cast, now: number): Telling {
  const places = buildPlaces(pack.rules.jurisdiction, pack.territories, pack.gazetteer)
  return { pack, places, reports: reportsFor(pack), cast, now }
}

export type Birth = {
  readonly n: number
  readonly id: string
  readonly at: number
  readonly ending: Ending
  readonly residentId: string | null
  number(territory: string): string
}

/** @throws when the engine refuses a step: then these lives are not what the loop asks for */
export function lifeOf(telling: Telling, birth: Birth): Life {
  const { pack, cast, now } = telling
  const { rules } = pack
  let { matter, chapter } = born(telling, birth)
  const chapters = [chapter]
  const ending = endingFor(matter, birth.ending)
  let at = birth.at
  for (const { action, after, answers } of STEPS[ending]) {
    if (matter.closedAt !== null && action !== 'record_callback') break
    if (action === 'record_callback' && matter.state !== 'callback') break
    at += after
    const lead = matter.assignments.find((a) => a.as === 'lead')?.unit ?? ''
    const desk = ['answer_directly', 'pass_review', 'record_callback'].includes(action)
    const actor = desk ? cast.operator : cast.officers.get(lead)
    const formId = rules.loops.get(matter.loop)?.actions[action]?.form
    const filled = fill(formId ? (rules.forms.get(formId) ?? null) : null, answers)
    if ('errors' in filled || !actor) throw new Error(`${action}: ${JSON.stringify(filled)}`)
    const decided = decide(matter, { action, ...filled, expectedVersion: null }, { now: at, actor, rules })
    if (!decided.ok) throw new Error(`${action} by ${lead}: ${JSON.stringify(decided.refusal)}`)
    matter = decided.value.matter
    chapters.push({ at, events: decided.value.events, written: filled.written })
  }
  // Only what the sweep of the clocks would have looked at; it passes over windows of permission.
  if ((nextDueAt(matter, rules) ?? Number.POSITIVE_INFINITY) > now) return { matter, chapters }
  const fired = fireDue(matter, { now, actor: SYSTEM, rules })
  return { matter: fired.matter, chapters: [...chapters, { at: now, events: fired.events, written: [] }] }
}

/** What no duty list covers waits at the desk; and units that assist would have to be waited for: those end another way. */
function endingFor({ assignments }: Matter, wanted: Ending): Ending {
  const isLed = assignments.some((a) => a.as === 'lead')
  if (wanted === 'resolved') return isLed && assignments.length === 1 ? 'resolved' : 'answered'
  return wanted === 'answered' || isLed ? wanted : 'dispatched'
}

function born({ pack, places, reports, cast }: Telling, birth: Birth): { matter: Matter; chapter: Chapter } {
  const report = reports(birth.n)
  const place = findPlace(places, report.place)
  if (!place.ok) throw new Error(`${JSON.stringify(report.place)} is nowhere`)
  const written = [write('title', report.text.slice(0, 30)), write('text', report.text)]
  const opened = open(
    {
      id: birth.id,
      number: birth.number(place.value.territory),
      kind: report.kind,
      ...place.value,
      channel: 'phone',
      reporter: { residentId: birth.residentId, organisationId: null, accountId: cast.operator.accountId },
      firstHandler: 'hotline',
      against: [],
      urgent: birth.n % 50 === 0,
      confidential: birth.n % 100 === 1,
      parentId: null,
      source: null,
      form: {},
      texts: digests(written),
    },
    { now: birth.at, actor: cast.operator, rules: pack.rules },
  )
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  return {
    matter: opened.value.matter,
    chapter: { at: birth.at, events: opened.value.events, written },
  }
}

/** A UUIDv7 of that moment. */
export function idAt(at: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
