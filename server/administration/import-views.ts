/** 导入的样子 — a run and a preview in the words of the reader. */
import type { ImportPreview, ImportRun } from '@huying/contract/administration/imports.ts'
import type { PreviewRow } from '../import/preview.ts'
import { type Locale, sentenceOf } from '../import/sentences.ts'
import type { Ruleset } from '../services.ts'
import { type Places, pathName } from '../territory/places.ts'
import type { RunRow } from './import-runs.ts'

export function runView(run: RunRow, hasRejectFile: boolean, locale: Locale): ImportRun {
  const { counts, failure } = run
  const counted = (codes: Readonly<Record<string, number>> = {}) =>
    Object.entries(codes)
      .sort(([, a], [, b]) => b - a)
      .map(([code, rows]) => ({ code, sentence: generalSentence(code, locale), rows }))
  return {
    ...{ id: run.id, fileName: run.fileName, bytes: run.bytes, status: run.status, readBytes: run.readBytes },
    ...{ rows: counts?.rows ?? 0, imported: counts?.imported ?? 0, updated: counts?.updated ?? 0 },
    ...{ unchanged: counts?.unchanged ?? 0, rejected: counts?.rejected ?? 0 },
    reasons: counted(counts?.reasons),
    notes: counted(counts?.notes),
    failure: failure && sentenceOf(failure, locale),
    hasRejectFile,
    hasMap: run.map !== null,
    by: run.by ?? '',
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
  }
}

/** The sentence of a code that many rows share: what differs between them is left open. */
function generalSentence(code: string, locale: Locale): string {
  return sentenceOf({ code, params: {} }, locale).replace(/\{\w+\}/g, '…')
}

export function previewRowView(
  { row, fate, notes, change }: PreviewRow,
  { rules }: Ruleset,
  places: Places,
  locale: Locale,
): ImportPreview['rows'][number] {
  return {
    line: row.line,
    cells: [...row.cells],
    fate,
    problems: notes.map((note) => ({ code: note.code, sentence: sentenceOf(note, locale) })),
    stored: change && storedView(change, rules, places),
  }
}

function storedView(
  { after, events, written }: NonNullable<PreviewRow['change']>,
  rules: Ruleset['rules'],
  places: Places,
) {
  const texts = [...written.values()].flat()
  const state = rules.loops.get(after.loop)?.states[after.state]?.title
  return {
    title: texts.find(({ field }) => field === 'title')?.body ?? '',
    kind: rules.catalogue.kinds.get(after.kind)?.title ?? { zh: after.kind },
    place: pathName(places, after.territory),
    state: state ?? { zh: after.state },
    reportedAt: new Date(after.reportedAt).toISOString(),
    steps: events.filter(({ type }) => type === 'ActionTaken').length,
  }
}
