/**
 * 文件库 — where the bytes of attachments lie: a folder, or a bucket of anything that speaks S3
 * (`s3://bucket?endpoint=https://…&region=…`, its keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY).
 */
import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { StorageFailed } from '../kernel/failure.ts'

/** First and last byte, both included. */
export type Range = { readonly start: number; readonly end: number }

/** Reads all of it, or a part; null where there is no such file. */
export type Read = (key: string, range?: Range) => Promise<Readable | null>

export type Files = {
  putFile(key: string, path: string, mediaType: string): Promise<void>
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  readonly read: Read
  delete(key: string): Promise<void>
  /** Where it is, for people; nothing secret. */
  readonly says: string
}

/** @throws where the folder cannot be made or the address cannot be read */
export async function openFiles(location: string): Promise<Files> {
  if (location.startsWith('s3:')) {
    // Loaded by those who use it: it is as large as the rest of the server.
    const { openBucket } = await import('./bucket.ts')
    const { disk, read, says } = openBucket(new URL(location))
    return filesOn(disk, read, says)
  }
  await mkdir(location, { recursive: true })
  const disk = new Disk(new FSDriver({ location, visibility: 'private' }))
  return filesOn(disk, (key, range) => readFrom(join(location, key), range), location)
}

const TRIAL = 'huying-doctor'

/** Puts a file, reads it and takes it away again. @throws what the store said */
export async function tryFiles({ put, read, delete: remove, says }: Files): Promise<void> {
  const bytes = Buffer.from(`${Date.now()}`)
  try {
    await put(TRIAL, bytes, 'text/plain')
    const back = await read(TRIAL)
    const given = back && (await buffer(back))
    await remove(TRIAL)
    if (!given?.equals(bytes)) throw new Error('what was put there did not come back')
  } catch (error) {
    const { message, cause } = error as Error
    throw new Error(`${says}: ${cause instanceof Error ? (cause.cause ?? cause) : message}`)
  }
}

function filesOn(disk: Disk, read: Read, says: string): Files {
  return {
    putFile: async (key, path, contentType) => {
      const { size } = await stat(path)
      const options = { contentType, contentLength: size }
      await told(disk.putStream(key, createReadStream(path), options))
    },
    put: (key, bytes, contentType) =>
      told(disk.put(key, bytes, { contentType, contentLength: bytes.byteLength })),
    read: (key, range) => told(read(key, range)),
    delete: (key) => told(disk.delete(key)),
    says,
  }
}

/** Whatever the store says about itself comes to the same for whoever waits. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new StorageFailed('the file store failed', { cause: error })
  }
}

async function readFrom(path: string, range?: Range): Promise<Readable | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return found && createReadStream(path, range ? { start: range.start, end: range.end } : {})
}
