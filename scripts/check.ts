/** 检查 — everything that must hold besides the tests, under a minute: `npm run check`, or `npm run check -- types`. */
import { styleText } from 'node:util'
import { command } from './check/command.ts'
import { checkComments, checkGenerated } from './check/generated.ts'
import { checkLock } from './check/lock.ts'
import { checkMessages } from './check/messages.ts'
import { checkPacks } from './check/packs.ts'
import { checkPlaceNames } from './check/place-names.ts'
import { checkPurity } from './check/purity.ts'
import { checkTypes } from './check/types.ts'

/** Throws with everything the reader needs to put it right; says nothing when all is well. */
export type Step = () => Promise<void>

const importRooms = ['core', 'contract', 'server', 'web', 'scripts']

const steps: Readonly<Record<string, Step>> = {
  types: checkTypes,
  lint: command('node_modules/.bin/biome', [
    'ci',
    '--colors=off',
    '--reporter=concise',
    '--max-diagnostics=100',
  ]),
  'import direction': command('node_modules/.bin/depcruise', [
    '--config',
    '.dependency-cruiser.mjs',
    ...importRooms,
  ]),
  'unused code and dependencies': command('node_modules/.bin/knip', ['--no-progress', '--no-config-hints']),
  'generated files fresh': checkGenerated,
  'a comment on every table and column': checkComments,
  'no clock, chance or machine in core': checkPurity,
  'no place name in code': checkPlaceNames,
  'messages complete': checkMessages,
  packs: checkPacks,
  'lock file complete': checkLock,
}

/** Two at a time: as many as the smallest machine has cores. Returns the names of the failed. */
async function runAll(chosen: [string, Step][]): Promise<string[]> {
  const waiting = [...chosen]
  const failed: string[] = []
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await runOne(...next))) failed.push(next[0])
    }
  }
  await Promise.all([worker(), worker()])
  return failed
}

async function runOne(name: string, step: Step): Promise<boolean> {
  const startedAt = performance.now()
  const spent = (): string => styleText('dim', `${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  try {
    await step()
    console.log(`${styleText('green', '✓')} ${name} ${spent()}`)
    return true
  } catch (error) {
    const details = (error as Error).message.trimEnd().replaceAll(/^/gm, '    ')
    console.log(`${styleText('red', '✗')} ${name} ${spent()}\n${details}`)
    return false
  }
}

process.once('disconnect', () => process.exit(130))
process.channel?.unref()
const filters = process.argv.slice(2)
const chosen = Object.entries(steps).filter(
  ([name]) => filters.length === 0 || filters.some((part) => name.includes(part)),
)
const failed = await runAll(chosen)
console.log(failed.length === 0 ? `\n✓ ${chosen.length} checks passed` : `\n✗ failed: ${failed.join(', ')}`)
process.exitCode = chosen.length > 0 && failed.length === 0 ? 0 : 1
