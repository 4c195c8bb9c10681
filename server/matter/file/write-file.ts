/** 事项卷宗 — the whole file of a matter on paper: facts, the way it went, who held it, deadlines with their reasons, everything said. */
import { setImmediate } from 'node:timers/promises'
import { byHolder, sharesOf } from '@huying/contract/matter/shares.ts'
import { limitId, spanWords } from '@huying/contract/matter/span.ts'
import { stepsOf } from '@huying/contract/matter/steps.ts'
import { tellerOf } from '@huying/contract/matter/telling.ts'
import type { LimitView, MatterView } from '@huying/contract/matter/view.ts'
import { type Messages, renderExplanation } from '@huying/core/kernel/calendar/explain.ts'
import type { Step } from '@huying/core/kernel/calendar/types.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import type { Sentences } from '../../kernel/sentences.ts'
import type { Paper } from './paper.ts'

export type FileGiven = {
  readonly matter: MatterView
  readonly now: number
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
  readonly sentences: Sentences
  readonly explanations: Messages
  /** Name of an organisation or path of a kind. */
  readonly nameOf: (id: string) => string | null
  readonly channel: string
  /** Small picture of an attachment; null where there is none. */
  readonly picture: (id: string) => Promise<Buffer | null>
}

type Entry = MatterView['timeline'][number]

export async function writeFile(paper: Paper, given: FileGiven): Promise<void> {
  writeHead(paper, given)
  writeFacts(paper, given)
  writeTrack(paper, given)
  writeUnits(paper, given)
  writeCustody(paper, given)
  writeClocks(paper, given)
  await writeTimeline(paper, given)
}

function writeHead(paper: Paper, given: FileGiven): void {
  const { matter, sentences } = given
  const { t } = sentences
  const words = wordsIn(given)
  paper.title(matter.title ?? t('matter.redacted'))
  const tags = [
    ...matter.overlays.map((overlay) => t(`overlay.${overlay}`, { defaultValue: overlay })),
    ...(matter.profile ? [words(matter.profile.name)] : []),
    words(matter.loop.name),
    words(matter.state.name),
    matter.number,
  ]
  paper.quiet(tags.join(' · '))
  if (matter.overlays.includes('confidential')) paper.strong(t('confidential.note'))
}

function writeFacts(paper: Paper, given: FileGiven): void {
  const { matter, sentences } = given
  const { t } = sentences
  const words = wordsIn(given)
  const reporter = Object.values((matter.reporter ?? {}) as Record<string, unknown>).filter(
    (value) => typeof value === 'string',
  )
  paper.heading(t('file.facts'))
  if (reporter.length > 0) paper.pair(t('matter.reporter'), reporter.join(' '))
  paper.pair(t('matter.kind'), given.nameOf(matter.kind.id) ?? words(matter.kind.name))
  paper.pair(t('matter.place'), matter.territory.path.map(({ name }) => words(name)).join(' '))
  if (matter.address !== undefined) paper.pair(t('matter.address'), matter.address ?? t('matter.redacted'))
  paper.pair(t('matter.reported_at'), moment(given, matter.reportedAt))
  paper.pair(t('matter.channel'), given.channel)
  if (matter.holder) paper.pair(t('custody.holder'), holderName(given, matter.holder))
  if (matter.outcome)
    paper.pair(t('matter.outcome'), t(`value.${matter.outcome}`, { defaultValue: matter.outcome }))
  paper.pair(t('matter.said'), matter.text ?? t('matter.redacted'))
}

function writeTrack(paper: Paper, given: FileGiven): void {
  const { t } = given.sentences
  const words = wordsIn(given)
  paper.heading(t('file.track'))
  for (const { state, standing, detour, again, from, to, limit } of stepsOf(given.matter)) {
    const marks = [
      t(`steps.${standing}`),
      ...(detour ? [t('steps.detour')] : []),
      ...(again === null ? [] : [t('steps.again', { count: again })]),
      ...(from === null ? [] : [moment(given, from)]),
      ...(from !== null && to !== null
        ? [t('steps.took', { span: span(given, Date.parse(to) - Date.parse(from)) })]
        : []),
      ...(standing === 'ahead' && limit ? [t('steps.limit', { limit: limitText(given, limit) })] : []),
    ]
    paper.pair(words(state.name), marks.join(' · '))
  }
}

function writeUnits(paper: Paper, given: FileGiven): void {
  const { t } = given.sentences
  const { assignments } = given.matter
  const words = wordsIn(given)
  if (assignments.length === 0) return
  paper.heading(t('matter.units'))
  for (const unit of assignments) {
    const said = [
      t(`unit.${unit.as}`),
      t(`unit_state.${unit.state}`, { defaultValue: unit.state }),
      moment(given, unit.changedAt),
      ...(unit.signedAt && unit.signedBy
        ? [t('asked.signed', { name: unit.signedBy, at: moment(given, unit.signedAt) })]
        : []),
      ...(unit.inner ? [t('unit.inner', { name: words(unit.inner.name) })] : []),
    ]
    paper.pair(words(unit.unit.name), said.join(' · '))
  }
}

function writeCustody(paper: Paper, given: FileGiven): void {
  const { t } = given.sentences
  const shares = sharesOf(given.matter.custody, given.now)
  if (shares.length === 0) return
  paper.heading(t('custody.title'))
  for (const share of byHolder(shares))
    paper.line(
      t('custody.told', {
        name: holderName(given, share.holder),
        span: span(given, share.ms),
        percent: share.percent,
      }),
    )
  const head = ['holder', 'from', 'to', 'time', 'part'].map((column) => t(`custody.${column}`))
  const rows = shares.map(({ holder, from, to, ms, percent }) => [
    holderName(given, holder),
    moment(given, from),
    to === null ? t('custody.running') : moment(given, to),
    span(given, ms),
    t('custody.share', { percent }),
  ])
  paper.table([head, ...rows], [0.36, 0.21, 0.21, 0.14, 0.08])
}

function writeClocks(paper: Paper, given: FileGiven): void {
  const { matter, sentences, explanations, locale, timeZone } = given
  const { t } = sentences
  const words = wordsIn(given)
  if (matter.clocks.length === 0) return
  const units = new Map(matter.assignments.map(({ id, unit }) => [id, words(unit.name)]))
  paper.heading(t('file.clocks'))
  for (const clock of matter.clocks) {
    const unit = clock.assignmentId === null ? '' : ` · ${units.get(clock.assignmentId) ?? ''}`
    paper.strong(`${words(clock.title)}${unit} · ${t('clock.due', { at: moment(given, clock.dueAt) })}`)
    for (const sentence of renderExplanation(clock.why as Step[], explanations, locale, timeZone))
      paper.quiet(sentence, 12)
    const source = clock.source ? t('why.source', { source: clock.source }) : t('why.no_source')
    paper.quiet(clock.unverified ? `${source}（${t('why.unverified')}）` : source, 12)
    paper.quiet(t('why.calendar', { version: clock.calendarVersion }), 12)
    if (clock.provisional) paper.quiet(t('why.provisional'), 12)
  }
}

/** Entries set without a pause. */
const BREATH = 10

async function writeTimeline(paper: Paper, given: FileGiven): Promise<void> {
  const { matter, sentences, nameOf } = given
  const tell = tellerOf({ ...sentences, words: wordsIn(given), nameOf })
  paper.heading(sentences.t('matter.timeline'))
  for (const [index, entry] of matter.timeline.entries()) {
    // Hundreds of entries take a while to set: others are served in between.
    if (index % BREATH === 0) await setImmediate()
    await writeEntry(paper, given, entry, tell(entry))
  }
}

async function writeEntry(
  paper: Paper,
  given: FileGiven,
  entry: Entry,
  { who, what, details }: ReturnType<ReturnType<typeof tellerOf>>,
): Promise<void> {
  const acting = entry.actingFor ? given.sentences.t('matter.acting_for', { name: entry.actingFor }) : ''
  const by = entry.actor && entry.organisation ? ` ${entry.actor}${acting}` : ''
  paper.pair(moment(given, entry.at), [`${who} ${what}${by}`, ...details].join(' · '))
  for (const [field, text] of Object.entries(entry.texts)) {
    if (entry.type === 'MatterReported' && ['title', 'text', 'address'].includes(field)) continue
    paper.quote(text ?? given.sentences.t('matter.redacted'))
  }
  for (const file of entry.attachments) {
    const picture = file.kind === 'photo' && !file.redacted ? await given.picture(file.id) : null
    if (picture) paper.picture(picture)
    else paper.quote(file.redacted ? given.sentences.t('matter.redacted') : (file.name ?? file.kind))
  }
}

const wordsIn =
  ({ locale }: FileGiven) =>
  (words: Words): string =>
    locale === 'en' ? (words.en ?? words.zh) : words.zh

function holderName(given: FileGiven, holder: NonNullable<MatterView['holder']>): string {
  return holder.id === 'reporter' ? given.sentences.t('matter.reporter') : wordsIn(given)(holder.name)
}

function span({ sentences }: FileGiven, ms: number): string {
  const { id, values } = spanWords(ms)
  return sentences.t(`${id}_long`, values)
}

const limitText = ({ sentences }: FileGiven, limit: LimitView): string =>
  sentences.t(limitId(limit), { amount: limit.amount })

/** e.g. 2026-11-21 09:12, in the time zone of the city. */
export function moment({ timeZone }: Pick<FileGiven, 'timeZone'>, iso: string): string {
  return new Date(iso).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
}
