/** 设置 — the environment, read and checked in one place; a wrong value is named in a sentence. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Basemap, readBasemap } from '../territory/basemap.ts'
import { readProxies } from './proxies.ts'

export type Settings = {
  readonly port: number
  readonly host: string
  /** Another PostgreSQL; then no demo account ever exists. */
  readonly databaseUrl: string | undefined
  /** Where people reach the server. */
  readonly baseUrl: string | undefined
  /** Whose word is taken on where a request came from. */
  readonly proxies: readonly string[]
  /** Pack to run. */
  readonly pack: string
  /** Where keys lie. */
  readonly keys: string
  /** Raster tiles under the map, or null. */
  readonly basemap: Basemap | null
  /** Where attachments lie: a folder, or a bucket that speaks S3. */
  readonly files: string
  /** Folder where files on their way in are gathered. */
  readonly uploads: string
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
  const proxies = readProxies(environment.HUYING_PROXY)
  if (proxies === 'wrong')
    wrong.push(
      `HUYING_PROXY must be loopback, none, or a list of addresses and subnets by comma, not "${environment.HUYING_PROXY}"`,
    )
  const files = environment.HUYING_FILES || undefined
  if (files?.startsWith('s3:') && !/^s3:\/\/[^/?]+\/?(\?|$)/.test(files))
    wrong.push('HUYING_FILES must be a folder or s3://bucket?endpoint=https://…&region=…')
  const basemap = readBasemap(environment.HUYING_BASEMAP)
  if (basemap === 'wrong')
    wrong.push('HUYING_BASEMAP must be an address of tiles with {z}, {x} and {y} in it')
  if (wrong.length > 0) throw new Error(wrong.join('; '))
  return {
    port,
    host: environment.HOST ?? '127.0.0.1',
    databaseUrl,
    baseUrl,
    proxies: proxies === 'wrong' ? [] : proxies,
    basemap: basemap === 'wrong' ? null : basemap,
    pack: environment.HUYING_PACK ? resolve(environment.HUYING_PACK) : join(root, 'packs', 'shifan'),
    keys: folderOf(environment.HUYING_KEYS, 'keys'),
    files: files?.startsWith('s3:') ? files : folderOf(files, 'files'),
    uploads: folderOf(environment.HUYING_UPLOADS, 'uploads'),
  }
}

/** As given, or a folder of this installation. */
function folderOf(given: string | undefined, name: string): string {
  return given ? resolve(given.replace(/^~/, homedir())) : join(root, '.data', name)
}
