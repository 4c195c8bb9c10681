/** A loop that nobody has thought of yet works by adding pack files, and not a line of program code. */
import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DAY } from '@huying/core/kernel/instant.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import { resident, staff } from '@huying/core/matter/testing/actors.ts'
import { assertLedgers } from '@huying/core/matter/testing/ledgers.ts'
import { given } from '@huying/core/matter/testing/story.ts'
import { steps, walk } from '@huying/core/matter/testing/walk.ts'
import { readPack } from '@huying/server/pack/read.ts'
import fc from 'fast-check'

/** A resident offers to look after a street lamp; it is looked at every thirty days, or somebody else may have it. */
const LAMP_LOOP = `# 路灯认养 — a lamp is kept by whoever adopts it, as long as it is looked at.
id: lamp
title: {zh: 路灯认养, en: Adopt a lamp}
mechanisms: []
includes: [common]
opens:
  by: [resident, staff]
  does: [{do: notify, whom: [community], message: wish_to_check}]
  to: offered
track: [offered, kept, dark, retired]
states:
  offered: {title: {zh: 待认养, en: To be adopted}, holder: community, waits: true}
  kept: {title: {zh: 有人看护, en: Kept}, holder: lead}
  dark: {title: {zh: 灯不亮, en: Dark}, holder: 'duty:triage'}
  retired: {title: {zh: 已拆除, en: Retired}, holder: community, closed: true}
actions:
  adopt:
    title: {zh: 认养, en: Adopt}
    by: [{relation: staff, roles: [leader, officer, volunteer]}]
    from: [offered]
    does: [{do: ask, as: lead, units: actor}, {do: mark, whose: lead, to: signed}]
    to: kept
  look:
    title: {zh: 巡看, en: Look at it}
    by: [lead]
    from: [kept]
    own: [signed]
    primary: true
    does: [{do: stop, clock: look}, {do: start, clock: look}, {do: count, what: looks}]
  report_dark:
    title: {zh: 报不亮, en: Report it dark}
    by: [lead, community, reporter]
    from: [offered, kept]
    form: reason
    to: dark
  mend:
    title: {zh: 修好, en: Mended}
    by: ['duty:triage']
    from: [dark]
    form: reply
    to:
      - {when: {ne: [{$: assignments.lead}, none]}, to: kept}
      - {to: offered}
  retire:
    title: {zh: 拆除, en: Retire}
    by: [community, 'duty:triage']
    from: [offered, dark]
    form: reason
    does: [{do: mark, whose: all, to: withdrawn}, {do: close, outcome: resolved}]
    to: retired
clocks:
  look:
    title: {zh: 巡看, en: Next look}
    per: matter
    starts: ['entered:kept']
    stops: ['left:kept']
    limit: {amount: 30, unit: calendar_day}
    warn: {before: {amount: 3, unit: calendar_day}}
    breach: [{do: mark, whose: lead, to: withdrawn}, {do: count, what: neglected}]
    breachTo: offered
  mend:
    title: {zh: 修复, en: Mending}
    per: matter
    starts: ['entered:dark']
    stops: ['left:dark']
    limit: {amount: 3, unit: working_day}
    breach: [{do: overlay, set: supervised, on: true}]
`
const LAMP_KIND = `- id: lamp
  title: {zh: 路灯认养, en: Street lamps}
  loop: lamp
  words: [路灯, 认养]
`

const packs = fileURLToPath(new URL('../packs', import.meta.url))
let folder: string

async function addPackFile(path: string, text: string): Promise<void> {
  const file = join(folder, 'shifan', path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-new-loop-'))
  for (const name of ['base', 'shifan']) await cp(join(packs, name), join(folder, name), { recursive: true })
})

after(() => rm(folder, { recursive: true, force: true }))

describe('a loop invented by a pack', () => {
  let rules: Rules

  it('is not there before its files are', async () => {
    const { pack } = await readPack(join(folder, 'shifan'))
    assert.ok(pack)
    given(pack.rules).matter({ kind: 'lamp', territory: '990101001001' }).then({ refusal: 'kind.unknown' })
  })

  it('is read, checked with the whole pack, and gives the pack another version', async () => {
    const former = await readPack(join(folder, 'shifan'))
    await addPackFile('loops/lamp.yaml', LAMP_LOOP)
    await addPackFile('kinds/lamp.yaml', LAMP_KIND)
    const { pack, findings } = await readPack(join(folder, 'shifan'))
    assert.deepEqual(
      findings.filter(({ severity, file }) => severity !== 'info' && file.includes('lamp')),
      [],
    )
    assert.ok(pack)
    assert.notEqual(pack.version, former.pack?.version)
    rules = pack.rules
  })

  it('is driven end to end by the people it names', () => {
    const community = staff(rules, 'c990101001001', 'community_worker')
    const keeper = staff(rules, 'city-urban')
    const hotline = staff(rules, 'hotline')
    const offered = given(rules).matter({ kind: 'lamp', territory: '990101001001' })
    offered.is({ state: 'offered', loop: 'lamp' })
    const kept = offered.when(keeper, 'adopt')
    const looked = kept.later(20 * DAY).when(keeper, 'look')
    looked.is({ state: 'kept', counts: { looks: 1 } })
    looked
      .later(20 * DAY)
      .swept()
      .is({ state: 'kept' })
    const neglected = looked.later(40 * DAY).swept()
    neglected.is({ state: 'offered', counts: { looks: 1, neglected: 1 } })
    neglected.when(keeper, 'look').then({ refusal: 'action.not_yours' })
    const retired = neglected
      .when(resident('r1'), 'report_dark', { text: '不亮了' })
      .when(hotline, 'mend', { text: '已换灯' })
      .when(community, 'retire', { text: '道路改造' })
    retired.is({ state: 'retired', outcome: 'resolved' })
    assertLedgers(retired.matter, retired.history)
  })

  it('carries any sequence of allowed actions', () => {
    const actors = [
      ...[resident('r1'), resident('r2'), staff(rules, 'hotline'), staff(rules, 'city-urban')],
      ...[staff(rules, 'city-inspection'), staff(rules, 's1', 'leader')],
      staff(rules, 'c990101001001', 'community_worker'),
    ]
    fc.assert(
      fc.property(steps(), (sequence) => {
        walk(rules, { kind: 'lamp', territory: '990101001001' }, sequence, actors)
      }),
      { numRuns: 50 },
    )
  })

  it('with a mistake is refused with the file and the line it stands on', async () => {
    await addPackFile('loops/lamp.yaml', LAMP_LOOP.replace('    to: retired', '    to: retird'))
    const { pack, findings } = await readPack(join(folder, 'shifan'))
    assert.equal(pack, null)
    const line = LAMP_LOOP.slice(0, LAMP_LOOP.indexOf('    to: retired')).split('\n').length
    assert.ok(
      findings.some(
        (f) => f.code === 'loop.state_unknown' && f.file === 'shifan/loops/lamp.yaml' && f.line === line,
      ),
      JSON.stringify(findings.filter(({ severity }) => severity === 'error')),
    )
  })
})
