import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MINUTE } from '../kernel/instant.ts'
import { undoableUntil } from './abilities.ts'
import { resident, staff } from './testing/actors.ts'
import { kiteTown } from './testing/kite-town.ts'
import { contextOf, given } from './testing/story.ts'

const desk = staff(kiteTown, 'hotline')
const kites = staff(kiteTown, 'kites')
const east = staff(kiteTown, 'east')

const asked = given(kiteTown).matter()
const signed = asked.later(MINUTE).when(kites, 'sign')

describe('undoing', () => {
  it('within a minute gives back everything but the minute itself', () => {
    const { custody, version, changedAt, last, ...rest } = signed.later(30_000).undone(kites).matter
    const before = asked.matter
    assert.deepEqual({ ...rest, custody: before.custody }, { ...rest, ...withoutBookkeeping(before) })
    assert.equal(version, signed.matter.version + 1)
    assert.equal(changedAt, signed.now + 30_000)
    assert.equal(last, null)
    assert.deepEqual(custody, before.custody)
  })

  it('of a step that changed hands charges the seconds to whoever had them', () => {
    const returned = asked.later(MINUTE).when(kites, 'return')
    const { custody } = returned.later(30_000).undone(kites).matter
    assert.deepEqual(
      custody.map(({ holder, from, to }) => [holder, to === null ? null : to - from]),
      [
        ['kites', MINUTE],
        ['east', 30_000],
        ['kites', null],
      ],
    )
  })

  it('is offered until exactly the end of the minute', () => {
    const until = undoableUntil(signed.matter, contextOf(kiteTown, kites, signed.now))
    assert.equal(until, signed.now + MINUTE)
    signed.later(MINUTE).undone(kites).then(['ActionUndone'])
    signed
      .later(MINUTE + 1)
      .undone(kites)
      .then({ refusal: 'undo.too_late' })
    assert.equal(undoableUntil(signed.matter, contextOf(kiteTown, kites, signed.now + MINUTE + 1)), null)
  })

  it('is told of the same post that acted', () => {
    const undone = signed.undone(kites).history.at(-1)
    assert.equal(undone?.type, 'ActionUndone')
    assert.equal(undone.by.organisationId, 'kites')
    assert.equal(undone.by.accountId, kites.accountId)
  })

  it('is for whoever did it', () => {
    signed.undone(desk).then({ refusal: 'undo.nothing' })
    asked.undone(kites).then({ refusal: 'undo.nothing' })
  })

  it('is refused after somebody else has acted', () => {
    signed.when(desk, 'hurry').undone(kites).then({ refusal: 'undo.nothing' })
  })

  it('is refused once it was undone', () => {
    signed.undone(kites).undone(kites).then({ refusal: 'undo.nothing' })
  })

  it('is refused where time itself came in between, swept or not', () => {
    const late = asked.at('2025-03-03 10:29').when(kites, 'sign').later(MINUTE) // the assisting unit's signature is due
    late.undone(kites).then({ refusal: 'undo.followed' })
    late.swept().undone(kites).then({ refusal: 'undo.followed' })
    assert.equal(undoableUntil(late.matter, contextOf(kiteTown, kites, late.now)), null)
  })

  it('is refused where another matter came in between', () => {
    const touched = signed.received({ matterId: 'm1', note: 'merge', from: 'm2', followers: [] })
    touched.undone(kites).then({ refusal: 'undo.followed' })
  })

  it('is refused where a parent has been told of the closing', () => {
    const child = given(kiteTown).matter({ parentId: 'm0' }).when(desk, 'answer')
    child.undone(desk).then({ refusal: 'undo.followed' })
  })

  it('is refused for an act whose loop says so', () => {
    asked.when(east, 'urge').undone(east).then({ refusal: 'undo.nothing' })
  })

  it('of a closing opens the matter again', () => {
    const closed = asked.when(resident('r1'), 'withdraw')
    const open = closed.later(30_000).undone(resident('r1'))
    open.is({ state: 'asked', closedAt: null, outcome: null })
    assert.equal(open.matter.custody.at(-1)?.holder, 'kites')
  })
})

function withoutBookkeeping<T extends object>(matter: T): Partial<T> {
  const { version: _, changedAt: __, last: ___, ...rest } = matter as T & Record<string, unknown>
  return rest as Partial<T>
}
