/** 无误 — that what a spec has stored is sound: `huying verify` finds nothing, and every minute is charged to one holder. */
import assert from 'node:assert/strict'
import { assertLedgers } from '@huying/core/matter/testing/ledgers.ts'
import { type Verification, verify } from '../matter/record/verify.ts'
import { loadMatter } from '../matter/store.ts'
import type { TestServer } from './server.ts'

export function verifyCity({ pool, world, keys, pack }: TestServer): Promise<Verification> {
  return verify(pool, world.services.registry, keys, pack.rules.jurisdiction)
}

export async function assertSound(city: TestServer): Promise<void> {
  assert.deepEqual((await verifyCity(city)).findings, [])
  const { rows } = await city.owner.query('select jurisdiction, id from matter')
  for (const { jurisdiction, id } of rows) {
    const loaded = await loadMatter(city.pool, jurisdiction, id)
    assert.ok(loaded)
    assertLedgers(loaded.matter, loaded.history)
  }
}
