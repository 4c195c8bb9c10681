import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './command.ts'

export type Source = { readonly path: string; readonly lines: readonly string[] }

/** Program text under `rooms`, without specs, test harnesses and what builds leave. */
export function readSources(rooms: readonly string[], root: string = checkout): Source[] {
  return globSync(
    rooms.map((room) => `${room}/**/*.{ts,tsx,mjs,css,html,sql}`),
    { cwd: root },
  )
    .filter((path) => !/(^|\/)(node_modules|dist|testing)\/|\.spec\.tsx?$/.test(path))
    .sort()
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n') }))
}

/** `path:line: what` for each line whose code `find` has something to say about. */
export function complain(sources: readonly Source[], find: (code: string) => string | undefined): string[] {
  return sources.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const found = find(withoutComment(line))
      return found ? [`${path}:${index + 1}: ${found}`] : []
    }),
  )
}

/** Comments may cite a city's regulation, and speak of the time: that is their business. */
export function withoutComment(line: string): string {
  return line.replace(/^\s*(\/\*|\*|\/\/|--|<!--).*|\s(\/\/|--) .*/, '')
}
