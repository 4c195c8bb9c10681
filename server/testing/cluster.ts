/** 测试集群 — the PostgreSQL that test databases are cloned on. */
import type pg from 'pg'
import { openCluster } from '../postgres/cluster.ts'
import { testHome } from '../postgres/home.ts'

export type TestCluster = {
  /** Address of a maintenance database whose role may create databases. */
  readonly url: string
  release(): Promise<void>
}

/** Every database a test makes is named so; what a killed test left behind is found by it. */
export const testDatabasePrefix = 'huying_test_'
export const templatePrefix = 'huying_template_'

/** Handed down by the runner, which holds the cluster for the whole run. */
const handedDown = 'HUYING_TEST_CLUSTER'

/**
 * `TEST_DATABASE_URL` where set; else the run's cluster; else (one spec file alone) the shared one of this checkout,
 * started or adopted, and stopped again by the last to leave.
 */
export async function openTestCluster(): Promise<TestCluster> {
  const given = process.env.TEST_DATABASE_URL || process.env[handedDown]
  if (given) return { url: given, release: async () => {} }
  const cluster = await openCluster(await testHome(), 'disposable')
  return { url: cluster.url, release: () => cluster.release(sweep) }
}

/** Environment for the test processes of a run that holds `cluster`. */
export function handDown(cluster: TestCluster): Record<string, string> {
  return { [handedDown]: cluster.url }
}

/** Drops what killed tests left behind and templates of older migrations; nobody else is using the cluster now. */
async function sweep(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select datname from pg_database where starts_with(datname, $1)
     union all
     (select datname from pg_database where starts_with(datname, $2) order by oid desc offset 3)`,
    [testDatabasePrefix, templatePrefix],
  )
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`)
}
