/** 来件 — how matters of the demo come in: what is said, where, by whom, through which channel. */
import { inherited, resolveTarget } from '@huying/core/catalogue/dispatch.ts'
import type { Instant } from '@huying/core/kernel/instant.ts'
import { mayOpen } from '@huying/core/matter/open.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { digitsOf } from '@huying/core/territory/code.ts'
import { isCall } from '../matter/handle-open.ts'
import type { Places } from '../territory/places.ts'
import type { Telling } from './answers.ts'
import { servingAt } from './cast.ts'
import { type Spot, spotAt } from './spots.ts'

export type Incoming = {
  readonly at: Instant
  readonly kind: string
  readonly spot: Spot
  readonly channel: string
  readonly actor: Actor
  /** In the vault; null for whoever did not say who they are, and for staff on patrol. */
  readonly residentId: string | null
  readonly urgent: boolean
  readonly text: string
}

export type Town = Telling & {
  readonly pack: Pack
  readonly places: Places
  /** Ids in the vault of residents without an account. */
  readonly callers: readonly string[]
}

/** Where people that the demo signs in serve, more happens than elsewhere, so that there is something to see: in their communities and grids most. */
const SEEN = { community: 1, street: 0.25, elsewhere: 0.06 }
/** Until a place is found that is seen; some kinds happen only where few serve. */
const MOST_TRIES = 500
const URGENT = 0.03
const NAMELESS = 0.06
const CHANNELS: Readonly<Record<string, number>> = { phone: 62, web: 10, wechat: 8, grid: 20 }

/** Something happens at `at`; null where nobody of the demo could take it in. */
export function incoming(town: Town, at: Instant): Incoming | null {
  const { random, texts, rules } = town
  const kinds = Object.keys(texts.kinds).filter((kind) => rules.catalogue.kinds.has(kind))
  const kind = random.weighted(kinds, (each) => texts.kinds[each]?.share ?? 0)
  const said = kind === undefined ? undefined : texts.kinds[kind]
  const spot = said && findSpot(town, said.at)
  if (!kind || !said || !spot) return null
  const channel = isCall(rules, kind)
    ? 'street'
    : (random.weighted(Object.keys(CHANNELS), (c) => CHANNELS[c] ?? 0) ?? 'phone')
  const by = openerOf(town, kind, spot, channel) ?? openerOf(town, kind, spot, 'phone')
  if (!by) return null
  const text = (random.pick(said.texts) ?? '').replaceAll('{address}', spot.address)
  return { at, kind, spot, ...by, urgent: random.chance(said.urgent ?? URGENT), text }
}

function openerOf(
  town: Town,
  kind: string,
  spot: Spot,
  channel: string,
): Pick<Incoming, 'actor' | 'channel' | 'residentId'> | null {
  const { random, cast, rules, callers } = town
  const loop = rules.loops.get(inherited(rules.catalogue, kind, 'loop') ?? '')
  const able = candidates(town, spot, channel).filter((actor) => loop && mayOpen(loop, actor))
  const actor = random.pick(able)
  if (!actor) return null
  if (actor.kind === 'resident') return { actor, channel, residentId: actor.residentId }
  const isCaller = channel === 'phone' && !random.chance(NAMELESS)
  const residentId = isCaller ? (random.pick(callers) ?? null) : null
  return {
    actor: cast.residents.includes(actor) ? actor : servingAt(actor, spot.territory),
    channel,
    residentId,
  }
}

function candidates({ cast, rules }: Town, { territory }: Spot, channel: string): readonly Actor[] {
  const peopleOf = (target: string) => cast.of(resolveTarget(rules.directory, target, territory) ?? '')
  switch (channel) {
    case 'web':
    case 'wechat':
      return cast.residents
    case 'street':
      return peopleOf('street')
    case 'grid':
      return cast.all.filter(({ posts }) =>
        posts.some((post) => post.organisationKind === 'grid_team' && territory.startsWith(post.territory)),
      )
    default:
      return peopleOf('duty:triage')
  }
}

/** A place of one of these kinds, in a street that has people. */
function findSpot(town: Town, kinds: readonly string[]): Spot | null {
  const { pack, places, random, cast, rules } = town
  const shown = new Set(pack.demo.signIns.map(({ username }) => username))
  const served = pack.demo.posts
    .filter(({ username }) => shown.has(username))
    .map(({ territory }) => territory)
  const seen = (code: string): number => {
    if (served.includes(code.slice(0, digitsOf('community')))) return SEEN.community
    return served.includes(code.slice(0, digitsOf('street'))) ? SEEN.street : SEEN.elsewhere
  }
  const entries = pack.gazetteer.filter((entry) => kinds.includes(entry.kind))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const entry = random.pick(entries)
    const spot = entry && spotAt(places, random, entry)
    if (!spot) continue
    if (
      kinds.includes('community') &&
      cast.of(resolveTarget(rules.directory, 'community', spot.territory) ?? '').length === 0
    )
      continue
    if (random.chance(seen(spot.territory))) return spot
  }
  return null
}
