/** 文句 — sentences of the message files, for what the server itself writes for people. */
import { readFileSync } from 'node:fs'

export type Locale = 'zh' | 'en'

export type Sentences = {
  /** `{name}` in the sentence is filled in; `defaultValue` stands in for one that is not there, else its key. */
  readonly t: (key: string, params?: Record<string, unknown>) => string
  readonly exists: (key: string) => boolean
}

const kept = new Map<string, Sentences>()

/** Areas name the files, e.g. `desk` for `contract/messages/desk.zh.json`. */
export function sentencesOf(areas: readonly string[], locale: Locale): Sentences {
  const key = `${locale} ${areas.join(' ')}`
  const known = kept.get(key)
  if (known) return known
  const messages: Record<string, unknown> = Object.assign({}, ...areas.map((area) => read(area, locale)))
  const find = (path: string): string | null => {
    const found = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], messages)
    return typeof found === 'string' ? found : null
  }
  const made: Sentences = {
    t: (path, params = {}) => {
      const sentence = find(path) ?? String(params.defaultValue ?? path)
      return sentence.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
    },
    exists: (path) => find(path) !== null,
  }
  kept.set(key, made)
  return made
}

function read(area: string, locale: Locale): Record<string, unknown> {
  const url = new URL(`../../contract/messages/${area}.${locale}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}
