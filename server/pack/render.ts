/** 检查结果的句子 — a finding in the words of the reader: a sentence with file and line. */
import en from '@huying/contract/messages/pack.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/pack.zh.json' with { type: 'json' }
import type { Finding } from './finding.ts'

const SENTENCES: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = { zh, en }

/** The sentence of a finding, without its place. A code without a sentence is a bug, and is shown as it is. */
export function sentenceOf({ code, params }: Pick<Finding, 'code' | 'params'>, locale: 'zh' | 'en'): string {
  const sentence = SENTENCES[locale][code] ?? code
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** One line per finding: `shifan/duties.yaml:12  sentence`. */
export function renderFinding(finding: Finding, locale: 'zh' | 'en' = 'zh'): string {
  return `${finding.file}:${finding.line}  ${sentenceOf(finding, locale)}`
}
