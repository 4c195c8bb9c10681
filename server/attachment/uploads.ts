/**
 * 上传 — files on their way in, by the tus protocol (https://tus.io): what broke off goes on from the last byte that arrived. They
 * are gathered in a folder of this machine and belong to the account that began them; what stays half is gone a day later.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { newId } from '../kernel/ids.ts'

export const UPLOADS_PATH = '/api/uploads'
const DAY = 86_400_000

export type Owner = { readonly jurisdiction: string; readonly accountId: string }

export type Staged = {
  readonly path: string
  readonly name: string
  readonly announced: string
  readonly complete: boolean
}

export type Uploads = {
  /** Speaks tus. Whose upload it is was asked before. */
  handle(request: Request): Promise<Response>
  /** The owner's upload that is still here; null for everybody else's. */
  find(owner: Owner, id: string): Promise<Staged | null>
  remove(id: string): Promise<void>
  expire(): Promise<number>
}

export async function openUploads(folder: string): Promise<Uploads> {
  await mkdir(folder, { recursive: true })
  const store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: DAY })
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    relativeLocation: true,
    // Pages of other sites have no business here.
    allowedOrigins: [],
    namingFunction: () => newId(),
  })
  return {
    handle: (request) => tus.handleWeb(request),
    find: async ({ jurisdiction, accountId }, id) => {
      const upload = await store.getUpload(id).catch(() => null)
      const { account, authority, filename, filetype } = upload?.metadata ?? {}
      if (!upload || account !== accountId || authority !== jurisdiction) return null
      return {
        path: join(folder, id),
        name: filename ?? '',
        announced: filetype ?? '',
        complete: upload.offset === upload.size,
      }
    },
    remove: (id) => store.remove(id).catch(() => {}), // already gone
    expire: () => store.deleteExpired(),
  }
}
