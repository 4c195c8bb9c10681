/**
 * 跑分 — `npm run bench`: every benchmark one after the other, each in a process of its own, on a machine that does nothing else.
 *
 *     npm run bench                  all of them
 *     npm run bench -- intake reads  some
 *
 * What they measure is kept in `results/`. Other options go to each of them.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const ALL = [
  'locate',
  'gazetteer',
  'suggest',
  'validate-territory',
  'pack',
  'intake',
  'lifecycle',
  'reads',
  'search',
  'places',
  'import',
  'desk',
  'map',
]
const given = process.argv.slice(2)
const firstOption = given.findIndex((word) => word.startsWith('--'))
const names = firstOption < 0 ? given : given.slice(0, firstOption)
const options = firstOption < 0 ? [] : given.slice(firstOption)
const unknown = names.filter((name) => !ALL.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${ALL.join(', ')}`)
  process.exit(2)
}
const failed = (names.length > 0 ? names : ALL).filter((name) => {
  console.log(`\n${name}`)
  const script = join(import.meta.dirname, `${name}.bench.ts`)
  return spawnSync(process.execPath, [script, '--keep', ...options], { stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
