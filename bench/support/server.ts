/** The server under measurement, in a process of its own: address and keys come as arguments, questions over the channel. */
import { openPool } from '@huying/server/database/pool.ts'
import { loadKeys } from '@huying/server/resident/keys.ts'
import { openWorld } from '@huying/server/world.ts'

const [databaseUrl = '', keysFolder = '', webFolder = ''] = process.argv.slice(2)
const pool = openPool(databaseUrl)
const keys = await loadKeys(keysFolder, {})
const world = await openWorld({
  ...{ pool, keys, baseUrl: 'http://localhost', log: true, rateLimit: 1e9 },
  webFolder: webFolder || null,
})
const url = await world.listen(0)

process.on('message', async (question) => {
  if (question === 'memory') {
    const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024)
    const now = megabytes(process.memoryUsage.rss() / 1024)
    process.send?.({ now, peak: megabytes(process.resourceUsage().maxRSS) })
  }
  if (question === 'stop') {
    await world.close()
    await pool.end()
    process.disconnect?.()
  }
})
process.send?.({ url })
