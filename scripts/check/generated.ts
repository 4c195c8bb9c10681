import { findUncommented } from '../../server/database/schema-snapshot.ts'
import { findStale } from '../generated.ts'
import { withMigratedDatabase } from '../migrated-database.ts'

export async function checkGenerated(): Promise<void> {
  const stale = (await findStale()).map(({ path }) => `${path} is stale`)
  if (stale.length > 0) throw new Error(`${stale.join('\n')}\nRun: npm run generate`)
}

export async function checkComments(): Promise<void> {
  const missing = await withMigratedDatabase(findUncommented)
  if (missing.length > 0) throw new Error(missing.join('\n'))
}
