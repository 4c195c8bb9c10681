import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkout } from './command.ts'

const scratch = await mkdtemp(join(tmpdir(), 'huying-imports-'))
const rooms = ['core', 'contract', 'server', 'web']

before(async () => {
  for (const room of rooms) {
    await write(
      `${room}/package.json`,
      `{ "name": "@huying/${room}", "type": "module", "exports": { "./*": "./*" } }`,
    )
    await mkdir(join(scratch, 'node_modules/@huying'), { recursive: true })
    await symlink(join(scratch, room), join(scratch, 'node_modules/@huying', room))
  }
})
after(() => rm(scratch, { recursive: true, force: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(scratch, path)), { recursive: true })
  await writeFile(join(scratch, path), text)
}

/** The rules broken by a checkout that has just these two files, the first importing the second. */
async function rulesBrokenBy(from: string, specifier: string, to?: string): Promise<string[]> {
  await write(from, `import { x } from '${specifier}'\nexport const y = x\n`)
  if (to) await write(to, 'export const x = 1\n')
  const cruise = join(checkout, 'node_modules/.bin/depcruise')
  const args = ['--config', join(checkout, '.dependency-cruiser.mjs'), '--output-type', 'json', ...rooms]
  const text = await new Promise<string>((settle, fail) =>
    execFile(process.execPath, [cruise, ...args], { cwd: scratch }, (error, stdout) =>
      stdout ? settle(stdout) : fail(error),
    ),
  )
  await rm(join(scratch, from))
  if (to) await rm(join(scratch, to))
  const { violations } = JSON.parse(text).summary as {
    violations: { rule: { name: string }; from: string }[]
  }
  return violations.filter((violation) => violation.from === from).map(({ rule }) => rule.name)
}

describe('an import against the direction is found:', () => {
  for (const [what, from, specifier, to, rule] of [
    [
      'core from server',
      'core/matter/a.ts',
      '@huying/server/matter/b.ts',
      'server/matter/b.ts',
      'core-imports-core',
    ],
    ['core from Node', 'core/matter/a.ts', 'node:fs', undefined, 'core-is-pure'],
    ['core from Node without the prefix', 'core/kernel/a.ts', 'crypto', undefined, 'core-is-pure'],
    [
      'contract from server',
      'contract/matter/a.ts',
      '@huying/server/matter/b.ts',
      'server/matter/b.ts',
      'contract-imports-core',
    ],
    [
      'server from web',
      'server/matter/a.ts',
      '../../web/matter/b.tsx',
      'web/matter/b.tsx',
      'server-imports-contract-and-core',
    ],
    [
      'web from server',
      'web/src/a.tsx',
      '@huying/server/matter/b.ts',
      'server/matter/b.ts',
      'web-imports-contract-and-core',
    ],
    ['kernel from territory', 'core/kernel/a.ts', '../territory/b.ts', 'core/territory/b.ts', 'word-kernel'],
    ['territory from matter', 'core/territory/a.ts', '../matter/b.ts', 'core/matter/b.ts', 'word-territory'],
    [
      'resident from account beside it',
      'server/resident/a.ts',
      '../account/b.ts',
      'server/account/b.ts',
      'word-resident',
    ],
    [
      'a word from a higher one in another layer',
      'server/territory/a.ts',
      '@huying/core/matter/b.ts',
      'core/matter/b.ts',
      'word-territory',
    ],
    [
      'the product from a test harness',
      'server/matter/a.ts',
      '../testing/b.ts',
      'server/testing/b.ts',
      'nobody-imports-tests',
    ],
    ['something that is not there', 'core/kernel/a.ts', './missing.ts', undefined, 'resolvable'],
  ] as const) {
    it(what, async () => assert.ok((await rulesBrokenBy(from, specifier, to)).includes(rule)))
  }
})

describe('an import in the direction is let through:', () => {
  for (const [what, from, specifier, to] of [
    ['the highest word from all below', 'core/pack/a.ts', '../matter/b.ts', 'core/matter/b.ts'],
    ['matter from kernel', 'core/matter/a.ts', '../kernel/b.ts', 'core/kernel/b.ts'],
    ['server from contract', 'server/matter/a.ts', '@huying/contract/matter/b.ts', 'contract/matter/b.ts'],
    ['a spec of core from Node', 'core/matter/a.spec.ts', 'node:test', undefined],
    [
      'a spec of server from the test harness',
      'server/matter/a.spec.ts',
      '../testing/b.ts',
      'server/testing/b.ts',
    ],
  ] as const) {
    it(what, async () => assert.deepEqual(await rulesBrokenBy(from, specifier, to), []))
  }
})
