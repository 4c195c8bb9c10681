import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Rules } from '@huying/core/matter/rules.ts'
import { readPack } from '../pack/read.ts'
import { BrokenFile } from './note.ts'
import { missingColumns, readMap } from './read-map.ts'
import { renderMapFinding } from './sentences.ts'

const GOOD = `source: demo
time:
  zone: Asia/Shanghai
  formats: ['yyyy-MM-dd HH:mm:ss']
id: id
fields:
  text: text
  kind: {column: kind, values: {lamp: traffic.light}}
  reportedAt: reported
  closedAt: closed
  reply: reply
history:
  - {action: answer_directly, at: closedAt, as: 'duty:triage', form: {text: $reply}}
`

let rules: Rules
let folder: string
before(async () => {
  const { pack } = await readPack(join(import.meta.dirname, '..', '..', 'packs', 'shifan'))
  assert.ok(pack)
  rules = pack.rules
  folder = await mkdtemp(join(tmpdir(), 'huying-map-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function read(text: string) {
  const file = join(folder, 'map.yaml')
  await writeFile(file, text)
  return readMap(file, rules)
}

/** `line code`, of a map with one thing said otherwise. */
async function findings(from: string, to: string): Promise<string[]> {
  assert.ok(GOOD.includes(from))
  const { map, findings } = await read(GOOD.replace(from, to))
  assert.equal(map, null)
  for (const finding of findings)
    for (const locale of ['zh', 'en'] as const)
      assert.doesNotMatch(renderMapFinding(finding, locale), new RegExp(`${finding.code}$|\\{`))
  return findings.map(({ line, code }) => `${line} ${code}`)
}

describe('a map', () => {
  it('that fits the pack is read', async () => {
    const { map, findings } = await read(GOOD)
    assert.deepEqual(findings, [])
    assert.equal(map?.source, 'demo')
    assert.deepEqual(missingColumns(map, ['id', 'text', 'kind', 'reported']), ['closed', 'reply'])
  })

  const mistakes: [what: string, from: string, to: string, finding: string][] = [
    ['a zone that is none', 'Asia/Shanghai', 'Asia/Atlantis', '3 map.time_zone'],
    ['a format with unknown letters', 'yyyy-MM-dd HH:mm:ss', 'YYYY-MM-DD', '4 map.time_format'],
    ['no time of report', '  reportedAt: reported\n', '', '6 map.field_missing'],
    ['no text', '  text: text\n', '', '6 map.field_missing'],
    ['a field without a column', 'text: text', 'text: {join: x}', '7 map.no_column'],
    ['a kind that the pack lacks', 'lamp: traffic.light', 'lamp: traffic.lamp', '8 map.kind_unknown'],
    ['an action that no loop has', 'answer_directly', 'shout', '13 map.action_unknown'],
    ['a relation that may not act', 'duty:triage', 'lead', '13 map.relation'],
    [
      'an action that opens another matter',
      "answer_directly, at: closedAt, as: 'duty:triage'",
      'split, at: closedAt',
      '13 map.opens_child',
    ],
    ['a time that is not declared', 'at: closedAt', 'at: doneAt', '13 map.field_unknown'],
    ['a time that is none', 'at: closedAt', 'at: reply', '13 map.field_no_time'],
    ['an answer that is not declared', '$reply', '$answer', '13 map.field_unknown'],
    ['a key that means nothing', 'source: demo', 'source: demo\nsauce: demo', '2 shape.unknown_key'],
    [
      'an encoding that is unknown',
      'source: demo',
      'source: demo\nfile: {encoding: utf8}',
      '2 shape.not_one_of',
    ],
    ['no YAML at all', 'source: demo', 'source: [demo', '2 file.yaml'],
  ]
  for (const [what, from, to, finding] of mistakes) {
    it(`with ${what} is refused with the line`, async () =>
      assert.ok((await findings(from, to)).includes(finding), String(await findings(from, to))))
  }

  it('that is not there is said to be missing', async () => {
    await assert.rejects(
      readMap(join(folder, 'gone.yaml'), rules),
      (error) => error instanceof BrokenFile && error.code === 'file.missing',
    )
  })

  it('of the message board fits the demo city', async () => {
    const file = join(import.meta.dirname, 'maps', 'answered.yaml')
    assert.ok(await readFile(file, 'utf8'))
    assert.deepEqual((await readMap(file, rules)).findings, [])
  })
})
