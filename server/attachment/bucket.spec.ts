import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { type Files, openFiles, tryFiles } from './files.ts'

/** The part of the S3 protocol that is used, over real HTTP: path-style addresses, signed requests, ranges, errors in XML. */
const stored = new Map<string, { bytes: Buffer; type: string }>()
let refuse = false

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://s3')
  const error = (status: number, code: string) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(
        request.method === 'HEAD'
          ? undefined
          : `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
      )
  const body = await buffer(request)
  const { authorization = '', range } = request.headers
  if (!/^AWS4-HMAC-SHA256 Credential=key-of-a-spec\/\d{8}\/cn-east-1\/s3\/aws4_request/.test(authorization))
    return void error(403, 'SignatureDoesNotMatch')
  if (refuse) return void error(507, 'QuotaExceeded')
  if (request.method === 'PUT') {
    stored.set(pathname, { bytes: body, type: request.headers['content-type'] ?? '' })
    return void response.writeHead(200, { etag: '"1"' }).end()
  }
  if (request.method === 'DELETE') {
    stored.delete(pathname)
    return void response.writeHead(204).end()
  }
  const found = stored.get(pathname)
  if (!found) return void error(404, 'NoSuchKey')
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  const part = first === undefined ? found.bytes : found.bytes.subarray(Number(first), Number(last) + 1)
  response.writeHead(first === undefined ? 200 : 206, { 'content-length': part.length }).end(part)
}

describe('files in a bucket', () => {
  let server: Server
  let files: Files
  let folder: string
  const kept = { ...process.env }

  before(async () => {
    server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    folder = await mkdtemp(join(tmpdir(), 'huying-bucket-'))
    process.env.AWS_ACCESS_KEY_ID = 'key-of-a-spec'
    process.env.AWS_SECRET_ACCESS_KEY = 'secret-of-a-spec'
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    files = await openFiles(`s3://photos?endpoint=${endpoint}&region=cn-east-1`)
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    process.env = kept
    await rm(folder, { recursive: true, force: true })
  })

  const read = async (key: string, range?: { start: number; end: number }) => {
    const stream = await files.read(key, range)
    return stream && (await buffer(stream)).toString()
  }

  it('are put, read as a whole and in part, and removed', async () => {
    await files.put('990101/one', Buffer.from('0123456789'), 'image/jpeg')
    assert.deepEqual(stored.get('/photos/990101/one'), {
      bytes: Buffer.from('0123456789'),
      type: 'image/jpeg',
    })
    assert.equal(await read('990101/one'), '0123456789')
    assert.equal(await read('990101/one', { start: 2, end: 4 }), '234')
    await files.delete('990101/one')
    assert.equal(await read('990101/one'), null)
  })

  it('flow from the disk without being gathered in memory', async () => {
    const path = join(folder, 'film')
    await writeFile(path, Buffer.alloc(3_000_000, 'x'))
    await files.putFile('990101/film', path, 'video/mp4')
    assert.equal(stored.get('/photos/990101/film')?.bytes.length, 3_000_000)
  })

  it('are tried by the doctor, which says what the bucket said', async () => {
    await tryFiles(files)
    refuse = true
    await assert.rejects(tryFiles(files), /bucket photos at http.*QuotaExceeded/)
    refuse = false
  })

  it('need an address that names a bucket and nothing else', async () => {
    await assert.rejects(openFiles('s3://photos/inside'), /names a bucket/)
  })
})

describe('files in a folder', () => {
  it('are put, read as a whole and in part, and removed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huying-files-'))
    try {
      const files = await openFiles(join(folder, 'new', 'place'))
      await tryFiles(files)
      await files.put('990101/one', Buffer.from('0123456789'), 'image/jpeg')
      const part = await files.read('990101/one', { start: 7, end: 9 })
      assert.equal(part && (await buffer(part)).toString(), '789')
      await files.delete('990101/one')
      await files.delete('990101/one')
      assert.equal(await files.read('990101/one'), null)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
