/** 子进程 — an import in a process of its own, for the spec that kills it: node import-child.ts URL KEYS CITY FILE MAP REJECTS. */
import { openPool } from '../../database/pool.ts'
import { loadKeys } from '../../resident/keys.ts'
import { openWorld } from '../../world.ts'
import { runImport } from '../run.ts'

const [url = '', keyFolder = '', jurisdiction = '', file = '', mapFile = '', rejectFile = ''] =
  process.argv.slice(2)
const pool = openPool(url)
const keys = await loadKeys(keyFolder, {})
const world = await openWorld({ pool, keys, baseUrl: 'http://localhost', background: false })
const run = await runImport({ services: world.services, jurisdiction, file, mapFile, rejectFile })
process.stdout.write(`${JSON.stringify(run)}\n`)
await world.close()
await pool.end()
