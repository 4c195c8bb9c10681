/** 说明 — the sentence of a reject, a note or a broken file, in the language of the reader. */
import errorsEn from '@huying/contract/messages/errors.en.json' with { type: 'json' }
import errorsZh from '@huying/contract/messages/errors.zh.json' with { type: 'json' }
import en from '@huying/contract/messages/import.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/import.zh.json' with { type: 'json' }
import type { Finding } from '../pack/finding.ts'
import { sentenceOf as packSentenceOf } from '../pack/render.ts'
import type { Params } from './note.ts'

export type Locale = 'zh' | 'en'

const OWN: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { zh, en }
const ERRORS: Readonly<Record<Locale, Readonly<Record<string, { title: string }>>>> = {
  zh: errorsZh,
  en: errorsEn,
}

/** A code without a sentence is a bug, and is shown as it is. */
export function sentenceOf({ code, params }: { code: string; params: Params }, locale: Locale): string {
  const sentence = OWN[locale][code] ?? ERRORS[locale][code]?.title
  if (sentence === undefined) return packSentenceOf({ code, params }, locale)
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** `maps/x.yaml:12  sentence` */
export function renderMapFinding(finding: Finding, locale: Locale = 'zh'): string {
  return `${finding.file}:${finding.line}  ${sentenceOf(finding, locale)}`
}
