/** 待发行 — what a committed change must tell the world: whose inbox it changed, and which notices it sends. */

import { inboxOf } from '@huying/core/matter/inbox.ts'
import { leadOf } from '@huying/core/matter/matter.ts'
import { addresseesOf } from '@huying/core/matter/notify.ts'
import type { Change, Json } from './rows.ts'

export type OutgoingNotice = { readonly addressee: string; readonly message: string; readonly params: Json }

export function outboxRow(change: Change): Json {
  const { before, after, rules } = change
  const touched = [...(before ? inboxOf(before, rules) : []), ...inboxOf(after, rules)].map(
    (line) => line.addressee,
  )
  const residents = [after.reporter.residentId, ...after.followers]
    .filter((id) => id !== null)
    .map((id) => `resident:${id}`)
  const others = [leadOf(after)?.unit, after.reporter.organisationId, ...after.informed].filter(
    (id): id is string => id != null,
  )
  const notices = noticesOf(change)
  return {
    jurisdiction: after.jurisdiction,
    matter_id: after.id,
    seq: after.version,
    // A confidential change is told to its addressees only, not to everybody whose scope the place lies in.
    territory: after.overlays.confidential === undefined ? after.territory : '',
    addressees: [...new Set([...touched, ...others, ...residents])],
    notices: notices.length > 0 ? notices : null,
  }
}

function noticesOf({ after, events, rules }: Change): OutgoingNotice[] {
  const notices: OutgoingNotice[] = []
  let clock: string | null = null
  for (const event of events) {
    if (event.type === 'ClockBreached' || event.type === 'ClockWarned') clock = event.clock
    if (event.type !== 'NoticeSent') continue
    for (const addressee of addresseesOf(after, event.to, rules.directory)) {
      notices.push({
        addressee,
        message: event.message,
        params: { number: after.number, ...(clock ? { clock } : {}) },
      })
    }
  }
  return notices
}
