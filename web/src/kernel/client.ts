/** 客户端 — the one client of the desk, and the server's time: an office machine's own clock is often wrong. */
import { createClient } from '@huying/contract/client.ts'
import { locale } from './i18n.ts'
import { reportReach } from './reach.ts'

let ahead = 0

export const client = createClient({
  locale,
  onReach: (reached, serverTime) => {
    // The header is cut to seconds and some time under way, so small differences mean nothing.
    if (serverTime !== null) ahead = Math.abs(Date.now() - serverTime) > 3_000 ? serverTime - Date.now() : 0
    reportReach(reached)
  },
})

/** Now, by the server's clock, in epoch ms. */
export const serverNow = (): number => Date.now() + ahead
