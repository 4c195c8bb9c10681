import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { actorOf } from '../account/actor.ts'
import { type Actor, SYSTEM } from '../organisation/types.ts'
import { type Assignment, isClosed, leadOf, type Matter } from './matter.ts'
import { open } from './open.ts'
import {
  admits,
  mayRead,
  readKeysOf,
  readScopeOf,
  reporterVisible,
  revealBasis,
  scopePrefixes,
} from './policy.ts'
import { isRecused, standingsOf } from './relations.ts'
import { resident } from './testing/actors.ts'
import { DISTRICT, EAST, EAST_1, GRID, kiteTown, organisations, TOWN } from './testing/kite-town.ts'
import { contextOf, MONDAY, ordinary } from './testing/story.ts'

const { directory } = kiteTown

/** Staff as the server makes them: a post over the organisation's territory, or a part of it. */
function staff(
  organisationId: string,
  territory = directory.byId.get(organisationId)?.territory ?? '',
  role = 'officer',
): Actor {
  const id = `${organisationId}-${role}`
  const account = {
    id,
    name: id,
    username: id,
    jurisdiction: TOWN,
    residentId: null,
    locale: 'zh',
    mustChangePassword: false,
  }
  return actorOf(account, [{ id, organisationId, role, territory, delegatedBy: null }], directory)
}

const nobody: Actor = { kind: 'staff', accountId: 'a', residentId: null, posts: [] }

/** A tangled kite in the first community of the east, reported by r1, taken in by the hotline; kites lead, winds assist. */
function matter(changes: Partial<Matter> = {}): Matter {
  const by = resident('r1')
  const opened = open(
    { ...ordinary(by), kind: 'kite.tangled', territory: EAST_1 },
    contextOf(kiteTown, by, MONDAY),
  )
  assert.ok(opened.ok)
  return { ...opened.value.matter, firstHandler: 'hotline', followers: ['r2'], ...changes }
}

const confidential = { overlays: { confidential: MONDAY } }

function asked(unit: string, changes: Partial<Assignment> = {}): Assignment {
  const [one] = matter().assignments
  assert.ok(one)
  return { ...one, id: `asked-${unit}`, unit, relay: [], ...changes }
}

const relayedTo = (to: string) => [{ to, at: MONDAY, reportedAt: null, signedOffAt: null, takenBackAt: null }]

describe('the scene', () => {
  it('has a lead, an assisting unit and informed ones, and is open', () => {
    const m = matter()
    assert.equal(leadOf(m)?.unit, 'kites')
    assert.deepEqual(
      m.assignments.map((a) => a.unit),
      ['kites', 'winds'],
    )
    assert.deepEqual(m.informed, ['district', 'east'])
    assert.ok(!isClosed(m))
  })
})

describe('a matter', () => {
  type Row = [who: string, actor: Actor, reads: boolean, seesReporter: boolean, changes?: Partial<Matter>]
  const held = (holder: string) => ({ custody: [{ holder, from: MONDAY, to: null }] })
  const stringsReturned = { assignments: [asked('strings', { state: 'returned' }), asked('kites')] }
  const atKitesRepair = { assignments: [asked('kites', { relay: relayedTo('kites-repair') })] }
  const atOnePost = { assignments: [asked('kites', { relay: relayedTo('post:kites-repair-officer') })] }
  // biome-ignore format: a table is read by its columns
  const table: Row[] = [
    ['the system', SYSTEM, true, true],
    ['the system, of a confidential one', SYSTEM, true, true, confidential],
    ['a person without posts', nobody, false, false],
    ['the reporter', resident('r1'), true, true],
    ['the reporter, of a confidential one', resident('r1'), true, true, confidential],
    ['a follower', resident('r2'), true, false],
    ['a follower, of one that became confidential', resident('r2'), false, false, confidential],
    ['another resident', resident('r3'), false, false],
    ['the lead unit', staff('kites'), true, true],
    ['the lead unit, of a confidential one', staff('kites'), true, false, confidential],
    ['the lead unit, through a post for another district', staff('kites', '990102'), true, true],
    ['the assisting unit', staff('winds'), true, true],
    ['the assisting unit, of a confidential one', staff('winds'), true, false, confidential],
    ['a unit that was never asked', staff('strings'), false, false],
    ['a unit that gave it back', staff('strings'), true, false, stringsReturned],
    ['a unit that gave a confidential one back', staff('strings'), false, false, { ...stringsReturned, ...confidential }],
    ['the holder', staff('strings'), true, true, held('strings')],
    ['the holder, of a confidential one', staff('strings'), true, false, { ...held('strings'), ...confidential }],
    ['a section of the lead unit', staff('kites-repair'), false, false],
    ['the section it was passed on to', staff('kites-repair'), true, true, atKitesRepair],
    ['the post it was passed on to', staff('kites-repair'), true, true, atOnePost],
    ['another post of that section', staff('kites-repair', TOWN, 'clerk'), false, false, atOnePost],
    ['whoever took it in', staff('hotline'), true, true],
    ['whoever took a confidential one in', staff('hotline'), true, true, confidential],
    ['a desk of the town', staff('hotline'), true, true, { firstHandler: null }],
    ['a desk of the town, of a confidential one', staff('hotline'), true, true, { firstHandler: null, ...confidential }],
    ['a desk, through a post for another district', staff('hotline', '990102'), false, false, { firstHandler: null }],
    ['the street of the place', staff('east'), true, true],
    ['the street with its desk, of a confidential one', staff('east'), true, true, confidential],
    ['the street, of a place elsewhere', staff('east'), false, false, { territory: '990101002', level: '990101002', informed: [] }],
    ['the community of the place', staff('east-1'), true, false],
    ['the community, of a confidential one', staff('east-1'), false, false, confidential],
    ['the community, of a place next door', staff('east-1'), false, false, { territory: EAST, level: EAST }],
    ['a grid worker of the place', staff('strings', GRID, 'grid_worker'), true, false, { territory: GRID, level: GRID }],
    ['a grid worker, of a confidential one', staff('strings', GRID, 'grid_worker'), false, false, { territory: GRID, level: GRID, ...confidential }],
    ['a grid worker, of the grid next door', staff('strings', GRID, 'grid_worker'), false, false, { territory: `${EAST_1}002`, level: EAST_1 }],
    ['a worker who is no grid worker, over the same grid', staff('strings', GRID), false, false, { territory: GRID, level: GRID }],
    ['the district government', staff('district'), true, false],
    ['the district government, of a confidential one', staff('district'), false, false, confidential],
    ['an informed unit', staff('strings'), true, false, { informed: ['strings'] }],
    ['an informed unit, of a confidential one', staff('strings'), false, false, { informed: ['strings'], ...confidential }],
    ['the calling unit', staff('strings'), true, true, { reporter: { residentId: 'r1', organisationId: 'strings', accountId: null } }],
    ['a lead unit that is complained about', staff('kites'), false, false, { against: ['kites'] }],
    ['a section of a unit complained about', staff('kites-repair'), false, false, { ...atKitesRepair, against: ['kites'] }],
    ['a desk that is complained about', staff('hotline'), false, false, { against: ['hotline'] }],
    ['the government, where its desk is complained about', staff('town'), true, true, { against: ['hotline'], ...confidential }],
    ['a street that is complained about', staff('east'), false, false, { against: ['east'] }],
    ['the community of a street complained about', staff('east-1'), false, false, { against: ['east'] }],
    ['the unit above the one complained about', staff('district'), true, false, { against: ['east'] }],
  ]
  for (const [who, actor, reads, seesReporter, changes] of table) {
    const m = matter(changes)
    it(`${reads ? 'is read' : 'does not exist'} for ${who}${reads ? `, who ${seesReporter ? 'sees' : 'never sees'} the reporter` : ''}`, () => {
      assert.equal(mayRead(m, actor, directory), reads)
      assert.equal(reporterVisible(actor, m), seesReporter)
      assert.deepEqual(revealBasis(actor, m), { matterId: m.id, residentIds: seesReporter ? ['r1'] : [] })
    })
  }

  it('without a reporter gives nobody a reason to look into the vault', () => {
    const anonymous = matter({ reporter: { residentId: null, organisationId: null, accountId: 'a' } })
    for (const actor of [SYSTEM, staff('hotline'), resident('r1')])
      assert.deepEqual(revealBasis(actor, anonymous).residentIds, [])
  })
})

describe('the territories of an actor', () => {
  it('are those overseen, without those inside another', () => {
    const posts = [
      ...staff('district').posts,
      ...staff('east-1').posts,
      ...staff('strings').posts,
      ...staff('hotline', '990102').posts,
    ]
    assert.deepEqual(scopePrefixes({ ...nobody, posts }), [DISTRICT, '990102'])
    assert.deepEqual(scopePrefixes(staff('kites')), [])
    assert.deepEqual(scopePrefixes(resident('r1')), [])
  })

  it('need the kind of the organisation to be known', () => {
    const posts = staff('district').posts.map(({ organisationKind: _, ...post }) => ({ ...post, duties: [] }))
    assert.deepEqual(scopePrefixes({ ...nobody, posts }), [])
  })
})

const ids = organisations.map((o) => o.id)
const places = [TOWN, DISTRICT, EAST, EAST_1, GRID, '990102', '990101002', `${EAST_1}002`]
const unitId = fc.constantFrom(...ids)
const place = fc.constantFrom(...places)

const anyStaff = fc
  .array(
    fc.record({
      organisationId: unitId,
      role: fc.constantFrom('officer', 'leader', 'grid_worker'),
      territory: place,
    }),
    { maxLength: 3 },
  )
  .map((held) => {
    const posts = held.map((post, i) => ({ ...post, id: `p${i}`, delegatedBy: null }))
    const account = {
      id: 'a',
      name: 'a',
      username: 'a',
      jurisdiction: TOWN,
      residentId: null,
      locale: 'zh',
      mustChangePassword: false,
    }
    return actorOf(account, posts, directory)
  })
const anyActor = fc.oneof(anyStaff, fc.constantFrom(resident('r1'), resident('r2'), resident('r3')))

const anyAssignment = fc
  .record({
    unit: unitId,
    as: fc.constantFrom<Assignment['as']>('lead', 'assist'),
    state: fc.constantFrom<Assignment['state']>('asked', 'signed', 'done', 'returned', 'withdrawn'),
    relay: fc.option(fc.constantFrom('kites-repair', 'post:p0', 'east-1'), { nil: null }),
  })
  .map(({ relay, ...changes }) =>
    asked(changes.unit, { ...changes, relay: relay === null ? [] : relayedTo(relay) }),
  )

const anyMatter = fc
  .record({
    territory: place,
    against: fc.array(unitId, { maxLength: 2 }),
    assignments: fc.array(anyAssignment, { maxLength: 3 }),
    informed: fc.array(unitId, { maxLength: 2 }),
    firstHandler: fc.option(unitId, { nil: null }),
    caller: fc.option(unitId, { nil: null }),
    holder: fc.oneof(unitId, fc.constant('reporter')),
    overlays: fc.constantFrom({}, confidential.overlays),
  })
  .map(({ caller, holder, territory, ...changes }) =>
    matter({
      ...{ ...changes, territory, level: territory },
      reporter: { residentId: 'r1', organisationId: caller, accountId: null },
      custody: [{ holder, from: MONDAY, to: null }],
    }),
  )

describe('whatever the matter and whoever asks', () => {
  it('a list filtered by scope shows all that may be read and nothing else', () => {
    fc.assert(
      fc.property(anyMatter, anyActor, (m, actor) => {
        assert.equal(admits(readScopeOf(actor), readKeysOf(m, directory)), mayRead(m, actor, directory))
        const read = mayRead(m, actor, directory)
        const scope = readScopeOf(actor)
        const keys = readKeysOf(m, directory)
        const inTerritory = scopePrefixes(actor).some((prefix) => m.territory.startsWith(prefix))
        if (inTerritory && m.overlays.confidential === undefined && !isRecused(m, actor)) assert.ok(read)
        const asReader = scope.readers.some((id) => keys.readers.includes(id))
        const asStandIn =
          m.against.length > 0 && scope.seats.some((seat) => keys.standIns.includes(seat.organisationId))
        if (read) assert.ok(inTerritory || asReader || asStandIn)
      }),
      { numRuns: 500 },
    )
  })

  it('the list of the matter table (territory, holder, lead, caller) shows only what may be read', () => {
    fc.assert(
      fc.property(anyMatter, anyActor, (m, actor) => {
        const { prefixes, confidentialPrefixes, readers, recusedFrom } = readScopeOf(actor)
        const within = m.overlays.confidential === undefined ? prefixes : confidentialPrefixes
        const holder = m.custody.at(-1)?.holder
        const columns = [
          holder,
          leadOf(m)?.unit,
          m.reporter.organisationId,
          `resident:${m.reporter.residentId}`,
        ]
        const listed =
          !m.against.some((id) => recusedFrom.includes(id)) &&
          (within.some((prefix) => m.territory.startsWith(prefix)) ||
            columns.some((id) => id && readers.includes(id)))
        if (listed) assert.ok(mayRead(m, actor, directory))
      }),
      { numRuns: 500 },
    )
  })

  it('who is complained about reads nothing and sees no reporter', () => {
    fc.assert(
      fc.property(anyMatter, anyStaff, (m, actor) => {
        fc.pre(isRecused(m, actor))
        assert.ok(!mayRead(m, actor, directory))
        assert.ok(!reporterVisible(actor, m))
      }),
    )
  })

  it('who sees the reporter may read the matter', () => {
    fc.assert(
      fc.property(anyMatter, anyActor, (m, actor) => {
        if (reporterVisible(actor, m)) assert.ok(mayRead(m, actor, directory))
      }),
      { numRuns: 500 },
    )
  })

  it('who has a standing may read it, unless it is confidential', () => {
    fc.assert(
      fc.property(anyMatter, anyActor, (m, actor) => {
        const standings = standingsOf(m, actor, directory).map((s) => s.relation)
        const counting = standings.filter((relation) => relation !== 'staff' && relation !== 'resident')
        if (m.overlays.confidential === undefined && counting.length > 0)
          assert.ok(mayRead(m, actor, directory), counting.join())
        const working = [
          'reporter',
          'caller',
          'lead',
          'assist',
          'inner',
          'first_handler',
          'duty:triage',
          'duty:callback',
          'duty:review',
          'duty:supervision',
        ]
        if (counting.some((relation) => working.includes(relation)))
          assert.ok(mayRead(m, actor, directory), counting.join())
      }),
      { numRuns: 1000 },
    )
  })

  it('who has no standing, was never asked and oversees nothing reads nothing', () => {
    fc.assert(
      fc.property(anyMatter, anyStaff, (m, actor) => {
        const standings = standingsOf(m, actor, directory).filter((s) => s.relation !== 'staff')
        const units = actor.posts.flatMap((post) => [post.organisationId, `post:${post.postId}`])
        const former = m.assignments.some(
          (a) => units.includes(a.unit) || a.relay.some((step) => units.includes(step.to)),
        )
        const holds = units.includes(m.custody.at(-1)?.holder ?? '')
        const oversees = scopePrefixes(actor).some((prefix) => m.territory.startsWith(prefix))
        fc.pre(standings.length === 0 && !former && !holds && !oversees)
        assert.ok(!mayRead(m, actor, directory))
      }),
      { numRuns: 500 },
    )
  })
})
