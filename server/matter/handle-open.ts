/** 登记 — takes in a report: placed, dispatched, clocks set, reporter in the vault, everything durable in one statement. */
import type { Opened, OpenMatter } from '@huying/contract/matter/open.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import { openingForm } from '@huying/core/catalogue/opening-form.ts'
import { ok, refuse } from '@huying/core/kernel/refusal.ts'
import { type OpenCommand, open } from '@huying/core/matter/open.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import type { ResidentField } from '@huying/core/resident/types.ts'
import { newId } from '../kernel/ids.ts'
import type { Found } from '../resident/find.ts'
import type { Services } from '../services.ts'
import { findPlace } from '../territory/places.ts'
import { findAttached } from './attached.ts'
import { commandKey, type Envelope, type Outcome, perform } from './command.ts'
import { digests, type Filled, fill, type WrittenText, write } from './form.ts'
import { flush } from './store.ts'

/** Longest title cut from a text, in characters. */
const TITLE_LENGTH = 40

/** The matter, and what is told to whoever took it in about a reporter who was known before. */
export type OpenOutcome = Outcome & { readonly reporter?: Opened['reporter'] }

export async function openMatter(
  services: Services,
  envelope: Envelope,
  body: OpenMatter,
): Promise<OpenOutcome> {
  const { jurisdiction, actor } = envelope
  const { rules } = services.registry.current(jurisdiction)
  if (!rules.catalogue.kinds.has(body.kind)) return refuse('kind.unknown', { kind: body.kind })
  const place = findPlace(services.places(jurisdiction), body.place)
  if (!place.ok) return place
  const unknown = unknownIn(services, jurisdiction, body)
  if (unknown) return unknown
  const filled = fillReport(rules, body)
  if ('errors' in filled)
    return { ok: false, refusal: { code: 'form.invalid', params: {} }, errors: filled.errors }
  const command = commandKey(envelope, body)
  let found: Found | null = null
  const outcome = await perform(services.db, jurisdiction, command, async () => {
    const now = services.now()
    const reporter = await services.vault.reporterOf(jurisdiction, actor, body.reporter)
    if (!reporter.ok) return reporter
    found = reporter.value
    const attached = await findAttached(services.db, envelope, filled.files)
    if (!attached.ok) return attached
    const post = actor.posts[0]
    const decision = open(
      {
        id: newId(),
        number: await services.numbers.next(jurisdiction, place.value.territory, rules.calendar, now),
        kind: body.kind,
        ...place.value,
        channel: body.channel ?? (actor.kind === 'resident' ? 'web' : 'unit'),
        reporter: {
          residentId: reporter.value.residentId,
          organisationId: isCall(rules, body.kind) ? (post?.organisationId ?? null) : null,
          accountId: actor.accountId,
        },
        firstHandler: post?.organisationId ?? null,
        against: body.against ?? [],
        urgent: body.urgent ?? false,
        confidential: body.confidential ?? false,
        parentId: null,
        source: null,
        form: filled.form,
        texts: filled.texts,
        ...attached.digests,
      } satisfies OpenCommand,
      { now, actor, rules },
    )
    if (!decision.ok) return decision
    const { matter, events } = decision.value
    const [reported] = events
    const written = new Map(reported ? [[reported, filled.written]] : [])
    const sentIn = reported && attached.ids.length > 0 ? { event: reported, ids: attached.ids } : null
    const change = { before: null, after: matter, events, written, sentIn, lastHash: null, rules }
    await flush(services.db, { changes: [change], command, residents: reporter.value.rows, now })
    return ok(matter)
  })
  if (!outcome.ok) return outcome
  const reporter = await knownBefore(services, envelope, found)
  await keepLearnt(services, envelope, found)
  return reporter ? { ...outcome, reporter } : outcome
}

/** A telephone number that somebody had before: the name as it was, and what of the newly said was taken over. */
async function knownBefore(
  { vault }: Services,
  { jurisdiction, actor }: Envelope,
  found: Found | null,
): Promise<Opened['reporter'] | null> {
  if (!found?.residentId || found.rows.length > 0 || actor.residentId !== null) return null
  const known = await vault.masked(jurisdiction, found.residentId)
  const filled = Object.keys(found.fills ?? {}) as ResidentField[]
  return { name: known?.name ?? null, filled, differs: [...found.differs] }
}

/**
 * What the operator newly learnt about a known person goes to the vault, not to waste; also when the command was sent again
 * because the first time broke off in between.
 */
async function keepLearnt({ vault }: Services, { jurisdiction, actor }: Envelope, found: Found | null) {
  if (found?.residentId && found.fills)
    await vault.complete(jurisdiction, found.residentId, actor, found.fills)
}

/** A channel or an organisation that is not there: nobody would be recused, and nobody would notice. */
function unknownIn(services: Services, jurisdiction: string, body: OpenMatter): Outcome | null {
  const { rules, content } = services.registry.current(jurisdiction)
  const unit = body.against?.find((id) => !rules.directory.byId.has(id))
  if (unit !== undefined) return refuse('unit.unknown', { unit })
  if (body.channel === undefined || Object.hasOwn(content.vocabularies.channels ?? {}, body.channel))
    return null
  return {
    ok: false,
    refusal: { code: 'form.invalid', params: {} },
    errors: [{ path: '/channel', rule: 'enum', params: {} }],
  }
}

/** The text and title, and the answers of the form that the loop or the kind asks for. */
export function fillReport(rules: Rules, body: OpenMatter): ReturnType<typeof fill> {
  const form = openingForm(rules, body.kind)
  // A form that asks for the text itself is answered by the report's own text: nobody types it twice.
  const answers = form?.properties.text ? { text: body.text, ...body.form } : { ...body.form }
  const filled = fill(form, answers)
  if ('errors' in filled) return filled
  const others = filled.written.filter((w) => w.field !== 'text' && w.field !== 'title')
  const { address } = body.place
  const asked = form !== null && Object.hasOwn(form.properties, 'address')
  const { title, text } = body
  const written = [...writtenReport({ title, text, ...(asked ? {} : { address }) }), ...others]
  const files = [...filled.files, ...named(body.attachments ?? [])]
  return { form: filled.form, texts: digests(written), written, files } satisfies Filled
}

type Said = {
  readonly title?: string | undefined
  readonly text: string
  readonly address?: string | undefined
}

/** The address as it was said: the building and the door are what whoever goes there needs, and no gazetteer has them all. */
export function writtenReport({ title, text, address }: Said): WrittenText[] {
  return [
    write('title', title ?? titleOf(text)),
    write('text', text),
    ...(address === undefined ? [] : [write('address', address)]),
  ]
}

const named = (ids: readonly string[]) => ids.map((id, index) => ({ path: `/attachments/${index}`, id }))

/** The beginning of the text, cut at the first full stop or line. */
export function titleOf(text: string): string {
  const line =
    text
      .trim()
      .split(/[\n。！？!?；;]/u)[0]
      ?.trim() || text.trim()
  // By characters: half of one is no text.
  const characters = Array.from(line)
  return characters.length > TITLE_LENGTH ? `${characters.slice(0, TITLE_LENGTH).join('')}…` : line
}

/** In a loop whose holder can be the caller, the unit that reports is the caller. */
export function isCall(rules: Rules, kind: string): boolean {
  const loop = rules.loops.get(inherited(rules.catalogue, kind, 'loop') ?? '')
  return loop !== undefined && Object.values(loop.states).some((state) => state.holder === 'caller')
}
