/** 演示文字 — what the people of a demo city say and write, read from `demo/reports.yaml` of its pack. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Random } from './random.ts'

export type KindTexts = {
  /** Kinds of gazetteer entries that fit, or `community`. */
  readonly at: readonly string[]
  /** How often it comes up, beside the others. */
  readonly share: number
  /** Share reported as urgent; 0.03 where absent. */
  readonly urgent?: number
  /** Share that the hotline answers at once; 0.05 where absent. */
  readonly direct?: number
  readonly texts: readonly string[]
  readonly replies: readonly string[]
}

export type DemoTexts = {
  readonly kinds: Readonly<Record<string, KindTexts>>
  /** By `<form>.<field>`; `.unsolved` behind it is said where the matter was not solved. */
  readonly forms: Readonly<Record<string, readonly string[]>>
  /** By field, where no form says more. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Drawings that reports come with, by kind: `demo/pictures/<name>.svg`. */
  readonly pictures?: Readonly<Record<string, string>>
  /** What made-up residents are called. */
  readonly residents: { readonly surnames: readonly string[]; readonly given: readonly string[] }
}

/** Null for a pack whose demo has no texts: then nobody has said anything yet. */
export async function readTexts(folder: string): Promise<DemoTexts | null> {
  const text = await readFile(join(folder, 'demo', 'reports.yaml'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  return text === null ? null : (parse(text) as DemoTexts)
}

/** What somebody writes into a field of a form about a matter of this kind. */
export function say(
  texts: DemoTexts,
  random: Random,
  at: { kind: string; form: string; field: string; solved?: boolean },
): string {
  const { kind, form, field } = at
  const replies = form === 'reply' ? texts.kinds[kind]?.replies : undefined
  const unsolved = at.solved === false ? texts.forms[`${form}.${field}.unsolved`] : undefined
  const found =
    unsolved ?? replies ?? texts.forms[`${form}.${field}`] ?? texts.fields[field] ?? texts.fields.text ?? []
  return random.pick(found) ?? '—'
}
