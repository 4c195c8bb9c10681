import assert from 'node:assert/strict'
import { it } from 'node:test'
import { testServer } from '../testing/server.ts'

it('Rules read back from the database are those of the pack, in the order in which its files write them', async () => {
  const { world, pack } = await testServer({ people: false })
  const { rules } = world.services.registry.current(pack.rules.jurisdiction)
  for (const [id, loop] of pack.rules.loops) {
    const kept = rules.loops.get(id)
    assert.deepEqual(kept, loop)
    for (const part of ['states', 'actions', 'clocks'] as const) {
      assert.deepEqual(Object.keys(kept?.[part] ?? {}), Object.keys(loop[part]), `${id}.${part}`)
    }
  }
})
