/** 上传 — what specs do with files: a photo, and the steps of an upload over real HTTP. */
import sharp from 'sharp'
import { type Raw, raw } from './requests.ts'
import type { Client, TestServer } from './server.ts'

type City = Pick<TestServer, 'url'>
const TUS = { 'tus-resumable': '1.0.0' }

/** A small photo; no two are alike. */
export async function photo(width = 64, height = 48): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = crypto.getRandomValues(new Uint8Array(3))
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .jpeg()
    .toBuffer()
}

type Told = { readonly length: number | string; readonly name?: string; readonly type?: string }

export async function begin(
  city: City,
  client: Client,
  { length, name = 'photo.jpg', type = 'image/jpeg' }: Told,
): Promise<Raw & { readonly location: string }> {
  const coded = (text: string) => Buffer.from(text).toString('base64')
  const metadata = [name && `filename ${coded(name)}`, `filetype ${coded(type)}`].filter(Boolean).join(',')
  const response = await fetch(`${city.url}/api/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      ...{ cookie: client.cookie, 'upload-length': String(length), 'upload-metadata': metadata },
    },
  })
  const text = await response.text()
  const { status, headers } = response
  return { status, headers, body: text ? JSON.parse(text) : text, location: headers.get('location') ?? '' }
}

export function send(
  city: City,
  client: Client,
  location: string,
  bytes: Buffer,
  offset: number,
): Promise<Raw> {
  return raw(city, location, {
    method: 'PATCH',
    as: client,
    body: bytes,
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  })
}

/** The attachment that came of it, or what it was refused with. */
export async function upload(
  city: City,
  client: Client,
  bytes: Buffer,
  told: Omit<Told, 'length'> = {},
): Promise<Raw & { readonly location: string }> {
  const begun = await begin(city, client, { ...told, length: bytes.byteLength })
  if (begun.status !== 201) return begun
  const sent = await send(city, client, begun.location, bytes, 0)
  if (sent.status !== 204) return { ...sent, location: begun.location }
  const { status, body } = await client.get(begun.location)
  return { ...sent, status, body, location: begun.location }
}
