/** 事务 — work that is done as a whole or not at all. */
import type { Client, Pool } from './pool.ts'

/** Thrown inside `transaction` to leave nothing behind and give `value` back. */
class Undone<T> extends Error {
  readonly value: T
  constructor(value: T) {
    super('undone')
    this.value = value
  }
}

/** `undo(value)` takes everything back and is what the transaction gives. */
export async function transaction<T>(
  pool: Pool,
  work: (client: Client, undo: (value: T) => never) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const undo = (value: T): never => {
    throw new Undone(value)
  }
  try {
    await client.query('begin')
    const value = await work(client, undo)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => {})
    if (error instanceof Undone) return error.value
    throw error
  } finally {
    client.release()
  }
}
