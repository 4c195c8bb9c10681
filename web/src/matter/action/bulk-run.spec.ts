import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AwayError, ProblemError } from '@huying/contract/client.ts'
import { type Outcome, runMany } from './bulk-run.ts'

const matters = Array.from({ length: 10 }, (_, n) => ({ id: `m${n}`, version: n }))
const problem = (code: string, status: number) =>
  new ProblemError({
    type: '',
    title: `because ${code}`,
    status,
    code,
    next: '',
    retry: false,
    requestId: '',
  })

async function run(act: (id: string) => Promise<unknown>, stopAfter = Number.POSITIVE_INFINITY) {
  const results = new Map<string, Outcome>()
  await runMany(
    matters,
    act,
    (id, outcome) => void results.set(id, outcome),
    () => results.size >= stopAfter,
  )
  return results
}

describe('a step on many matters', () => {
  it('is taken once with each, at most four at a time', async () => {
    const sent: string[] = []
    let [now, most] = [0, 0]
    const results = await run(async (id) => {
      sent.push(id)
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setImmediate(resolve))
      now -= 1
    })
    assert.deepEqual(
      sent.toSorted(),
      matters.map(({ id }) => id),
    )
    assert.equal(most, 4)
    assert.ok([...results.values()].every(({ kind }) => kind === 'done'))
  })

  it('tells for each what became of it; one that is refused stops no other', async () => {
    const results = await run(async (id) => {
      if (id === 'm1') throw problem('version.stale', 409)
      if (id === 'm2') throw problem('action.not_now', 409)
      if (id === 'm3') throw new AwayError(null)
    })
    assert.deepEqual(results.get('m1'), { kind: 'stale' })
    assert.deepEqual(results.get('m2'), { kind: 'refused', why: 'because action.not_now' })
    assert.deepEqual(results.get('m3'), { kind: 'away' })
    assert.equal([...results.values()].filter(({ kind }) => kind === 'done').length, 7)
  })

  it('that is stopped begins with no other', async () => {
    const results = await run(async () => undefined, 4)
    assert.ok(results.size >= 4 && results.size < 8, `${results.size}`)
  })
})
