/** YAML 与 JSON 文件 — read with the line of every key. */
import type { Path } from '@huying/core/pack/problem.ts'
import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Report, Source } from './source.ts'

export type YamlFile = {
  readonly value: unknown
  /** A source whose paths begin at `base` inside the file. */
  readonly at: (...base: (string | number)[]) => Source
}

/** Parses a YAML file, or a JSON file by its name; reports what cannot be read and answers null then. */
export function readYaml(file: string, text: string, report: Report): YamlFile | null {
  if (file.endsWith('.json')) return readJson(file, text, report)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  for (const error of document.errors) {
    report({
      code: 'file.yaml',
      severity: 'error',
      file,
      line: error.linePos?.[0].line ?? 1,
      params: { message: error.message.split('\n')[0] ?? error.code },
    })
  }
  if (document.errors.length > 0) return null
  const value = unfolded(document, file, report)
  if (value === undefined) return null
  return {
    value,
    at: (...base) => ({ file, lineOf: (path) => lineIn(document, lines, [...base, ...path]) }),
  }
}

/** Aliases that would unfold without end (a few lines can mean gigabytes) are refused by the parser, and reported. */
function unfolded(document: Document, file: string, report: Report): unknown {
  try {
    return document.toJS() ?? null
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report({ code: 'file.yaml', severity: 'error', file, line: 1, params: { message } })
    return undefined
  }
}

/** JSON is read by its own parser, which is faster; lines are looked for only when a problem asks for one. */
function readJson(file: string, text: string, report: Report): YamlFile | null {
  const value = parseJson(file, text, report)
  if (value === undefined) return null
  const lineOf = (path: Path) => {
    const lines = new LineCounter()
    return lineIn(parseDocument(text, { lineCounter: lines }), lines, path)
  }
  return { value, at: (...base) => ({ file, lineOf: (path) => lineOf([...base, ...path]) }) }
}

/** The value of a JSON text; undefined, and reported, where it is none. */
export function parseJson(file: string, text: string, report: Report): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report({
      code: 'file.json',
      severity: 'error',
      file,
      line: errorLine(text, message),
      params: { message },
    })
    return undefined
  }
}

/** V8 names the line, or quotes ten characters on either side of what it could not read. */
function errorLine(text: string, message: string): number {
  const named = /line (\d+)/.exec(message)?.[1]
  if (named !== undefined) return Number(named)
  const quoted = /\.\.\."([\s\S]+)" is not valid JSON$/.exec(message.replace(/"\.\.\. is/, '" is'))?.[1]
  const offset = quoted === undefined ? -1 : text.indexOf(quoted)
  return offset < 0 ? 1 : text.slice(0, offset + 10).split('\n').length
}

/** Walks down as far as the path exists. The line of a value in a map is the line of its key. */
function lineIn(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isNode(item.key) ? item.key : item.key) === String(step))
      if (!pair) break
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0]
      node = pair.value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)]
      if (!isNode(item)) break
      if (item.range) offset = item.range[0]
      node = item
    } else break
  }
  return lines.linePos(offset).line
}
