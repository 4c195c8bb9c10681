/** 示范市的表格 — the committed tables are what the script makes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { it } from 'node:test'
import { makeShifan } from './make-shifan.ts'

const folder = resolve(import.meta.dirname, '../packs/shifan')

for (const [path, text] of Object.entries(makeShifan())) {
  it(`${path} is fresh`, () =>
    assert.ok(readFileSync(join(folder, path), 'utf8') === text, 'run node scripts/make-shifan.ts'))
}
