/** One matter for one reader, or null where the reader may not know that it exists. */

import type { MatterView } from '@huying/contract/matter/view.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { mayRead, reporterVisible } from '@huying/core/matter/policy.ts'
import type { Signed } from '../../app.ts'
import { findAttachments } from '../../attachment/rows.ts'
import type { Db } from '../../database/db.ts'
import { namesOfPosts } from '../../organisation/posts.ts'
import type { Ruleset, Services } from '../../services.ts'
import { POST } from '../inner-post.ts'
import { isFollowed } from '../list/follow.ts'
import { idsAnswered } from '../say-answers.ts'
import { presentMatter } from './present.ts'
import { accountsIn, attachmentsIn, entriesOf, loadStory } from './timeline.ts'

export async function viewMatter(
  services: Services,
  { actor, account }: Signed,
  id: string,
): Promise<MatterView | null> {
  const { jurisdiction } = account
  const { db, registry, vault } = services
  const story = await loadStory(db, jurisdiction, id)
  if (!story) return null
  const { loaded, texts } = story
  const { matter } = loaded
  const entries = entriesOf(loaded.history, texts)
  const ruleset = await registry.version(jurisdiction, matter.pack.id, matter.pack.version)
  if (!mayRead(matter, actor, ruleset.rules.directory)) return null
  const { residentId } = matter.reporter
  const [names, posts, numbers, attachments, reporter, followed] = await Promise.all([
    services.names.of(accountsIn(entries)),
    namesOfPosts(db, jurisdiction, postsIn(loaded.history)),
    numbersOf(db, jurisdiction, idsAnswered(loaded.history)),
    findAttachments(db, jurisdiction, attachmentsIn(entries)),
    residentId && reporterVisible(actor, matter) ? vault.masked(jurisdiction, residentId) : null,
    isFollowed(db, { jurisdiction, accountId: account.id, matterId: id }),
  ])
  const calendars = await calendarsOf(services, matter, ruleset)
  const now = Math.max(services.now(), matter.changedAt)
  const given = {
    matter,
    ruleset,
    calendars,
    places: services.places(jurisdiction),
    entries,
    names,
    posts,
    numbers,
    attachments,
    followed,
    reporter,
  }
  return presentMatter(given, { now, actor, rules: ruleset.rules })
}

/** Posts that work was passed on to. */
function postsIn(history: readonly MatterEvent[]): string[] {
  const told = history.flatMap((event) => (event.type === 'AssignmentRelayed' ? [event.to] : []))
  return told.filter((to) => to.startsWith(POST)).map((to) => to.slice(POST.length))
}

/** What matters are called, by id. */
async function numbersOf(db: Db, jurisdiction: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; number: string }>({
    name: 'matter-numbers',
    text: 'select id, number from matter where jurisdiction = $1 and id = any ($2)',
    values: [jurisdiction, ids],
  })
  return new Map(rows.map(({ id, number }) => [id, number]))
}

async function calendarsOf(
  { registry }: Services,
  matter: Matter,
  { rules }: Ruleset,
): Promise<Map<string, Calendar>> {
  const versions = new Set(matter.clocks.map((clock) => clock.due.calendarVersion))
  versions.delete(rules.calendar.version)
  const found = [...versions].map(
    async (version) => [version, await registry.calendar(matter.jurisdiction, version)] as const,
  )
  return new Map(await Promise.all(found))
}
