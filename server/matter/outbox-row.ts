/** 待发行 — what a committed change must tell the world: whose inbox it changed, and which notices it sends. */

import { inboxOf } from '@huying/core/matter/inbox.ts'
import { addresseesOf } from '@huying/core/matter/notify.ts'
import { readKeysOf } from '@huying/core/matter/policy.ts'
import type { Directory } from '@huying/core/organisation/directory.ts'
import type { Change, Json } from './rows.ts'

export type OutgoingNotice = { readonly addressee: string; readonly message: string; readonly params: Json }

/**
 * Told to whom the matter concerns, by the same rule that lets them read it. A confidential matter, and one that complains
 * about somebody, is not told to everybody whose scope the place lies in: who is complained about may be among them.
 */
export function outboxRow(change: Change): Json {
  const { before, after, rules } = change
  const { readers, standIns, against, confidential } = readKeysOf(after, rules.directory)
  const touched = [...(before ? inboxOf(before, rules) : []), ...inboxOf(after, rules)]
  const addressees = new Set([...readers, ...standIns, ...touched.map((line) => line.addressee)])
  const notices = noticesOf(change)
  return {
    jurisdiction: after.jurisdiction,
    matter_id: after.id,
    seq: after.version,
    territory: confidential || against.length > 0 ? '' : after.territory,
    addressees: [...addressees].filter((id) => !isPartOf(id, against, rules.directory)),
    notices: notices.length > 0 ? notices : null,
  }
}

/** True for an organisation complained about and for whatever is part of one. */
function isPartOf(id: string, against: readonly string[], directory: Directory): boolean {
  return directory.chains.get(id)?.some((above) => against.includes(above)) ?? false
}

function noticesOf({ after, events, rules }: Change): OutgoingNotice[] {
  const notices: OutgoingNotice[] = []
  let clock: string | null = null
  for (const event of events) {
    if (event.type === 'ClockBreached' || event.type === 'ClockWarned') clock = event.clock
    if (event.type !== 'NoticeSent') continue
    for (const addressee of addresseesOf(after, event.to, rules.directory)) {
      if (isPartOf(addressee, after.against, rules.directory)) continue
      notices.push({
        addressee,
        message: event.message,
        params: { number: after.number, ...(clock ? { clock } : {}) },
      })
    }
  }
  return notices
}
