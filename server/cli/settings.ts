/** 设置 — the environment, read and checked in one place; a wrong value is named in a sentence. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export type Settings = {
  readonly port: number
  readonly host: string
  /** Another PostgreSQL; then no demo account ever exists. */
  readonly databaseUrl: string | undefined
  /** Where people reach the server. */
  readonly baseUrl: string | undefined
  /** Pack to run. */
  readonly pack: string
  /** Where keys lie. */
  readonly keys: string
}

const root = join(import.meta.dirname, '..', '..')

/** @throws a sentence naming every value that is wrong */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const wrong: string[] = []
  const port = Number(environment.PORT ?? 3400)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push(`PORT must be a port number, not "${environment.PORT}"`)
  const databaseUrl = environment.DATABASE_URL || undefined
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    wrong.push('DATABASE_URL must begin with postgres://')
  const baseUrl = environment.HUYING_BASE_URL || undefined
  if (baseUrl && !URL.canParse(baseUrl)) wrong.push(`HUYING_BASE_URL must be an address, not "${baseUrl}"`)
  if (wrong.length > 0) throw new Error(wrong.join('; '))
  return {
    port,
    host: environment.HOST ?? '127.0.0.1',
    databaseUrl,
    baseUrl,
    pack: environment.HUYING_PACK ? resolve(environment.HUYING_PACK) : join(root, 'packs', 'shifan'),
    keys: environment.HUYING_KEYS
      ? resolve(environment.HUYING_KEYS.replace(/^~/, homedir()))
      : join(root, '.data', 'keys'),
  }
}
