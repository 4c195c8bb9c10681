/** Anything that runs a query: a pool, or a client within a transaction. */
import type pg from 'pg'

export type Db = Pick<pg.Pool, 'query'>
