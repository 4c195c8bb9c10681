/** 对象存储 — a bucket that speaks S3. */
import type { Readable } from 'node:stream'
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import type { Read } from './files.ts'

type Bucket = { readonly disk: Disk; readonly read: Read; readonly says: string }

/** @throws where the address names more than a bucket */
export function openBucket(address: URL): Bucket {
  const bucket = address.hostname
  if (bucket === '' || address.pathname.length > 1)
    throw new Error('HUYING_FILES names a bucket: s3://bucket?endpoint=https://…&region=…')
  const endpoint = address.searchParams.get('endpoint')
  const client = new S3Client({
    region: address.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // What only Amazon's own service understands is left out.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  })
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }))
  const read: Read = async (key, range) => {
    const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {}
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...part }))
      return (Body as Readable | undefined) ?? null
    } catch (error) {
      if (error instanceof NoSuchKey) return null
      throw error
    }
  }
  return { disk, read, says: `bucket ${bucket}${endpoint ? ` at ${endpoint}` : ''}` }
}
