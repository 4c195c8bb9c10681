import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { sentenceOf } from './sentences.ts'

it('every code of the importer has a sentence in both languages', () => {
  const sources = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.spec.ts'))
  const codes = new Set(
    sources.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8')
      return Array.from(
        text.matchAll(/'((?:file|row|time|step|point|place|kind|due|duplicate|map)\.[a-z_]+)'/g),
        ([, code]) => code as string,
      )
    }),
  )
  assert.ok(codes.size > 40)
  for (const code of codes)
    for (const locale of ['zh', 'en'] as const)
      assert.notEqual(sentenceOf({ code, params: {} }, locale), code, code)
})
