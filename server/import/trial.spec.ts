import { it } from 'node:test'
import { testServer } from '../testing/server.ts'
import { runImport } from './run.ts'

it('trial', { timeout: 300000 }, async () => {
  const city = await testServer({ people: false, ...(process.env.PACK ? { pack: process.env.PACK } : {}) })
  const { services } = city.world
  const jurisdiction = services.registry.jurisdictions[0] as string
  for (let i = 0; i < 2; i++) {
    const run = await runImport({
      services, jurisdiction,
      file: process.env.FILE as string, mapFile: process.env.MAP as string, rejectFile: '/tmp/importer/rejected.csv',
    })
    console.log(run.ok ? run.summary : run)
    if (run.ok) console.log('rows/s', Math.round(run.summary.rows / run.summary.seconds))
  }
  console.log((await city.owner.query('select kind, state, outcome, count(*) from matter group by 1,2,3 order by 4 desc limit 12')).rows)
  console.log((await city.owner.query('select count(*) from resident')).rows)
})
