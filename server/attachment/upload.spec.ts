import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { act, NOISE, opened, raw, rowCounts } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'
import { begin, photo, send, upload } from '../testing/uploads.ts'
import { expireUploads, keyOf } from './finish.ts'

let city: TestServer
let officer: Client
let duty: Client
let outsider: Client

before(async () => {
  city = await testServer()
  officer = await city.signIn('officer')
  duty = await city.signIn('duty')
  outsider = await city.signIn('officer.housing')
})

/** The attachments of the last step, as this reader sees them. */
async function lastFiles(client: Client, id: string) {
  const { body } = await client.get(`/api/matters/${id}`)
  return body.timeline.findLast((entry: { attachments: object[] }) => entry.attachments.length > 0)
    ?.attachments
}

/** Bytes with their headers. */
async function fetched(client: Client, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${city.url}${path}`, { headers: { cookie: client.cookie, ...headers } })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

describe('a photo', () => {
  it('loses place, time and owner, is scaled down, and is seen by whoever reads the matter', async () => {
    const bytes = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#567' } })
      .withExif({
        IFD0: { Make: 'HUYING-CAMERA', Artist: '张三' },
        IFD3: { GPSLatitude: '39/1 54/1 0/1', GPSLongitude: '116/1 23/1 0/1' },
      })
      .jpeg()
      .toBuffer()
    assert.ok(bytes.includes('HUYING-CAMERA'))
    const { id } = await opened(officer, NOISE)
    const file = await upload(city, officer, bytes, { name: 'C:\\照片\\工地\u202E.jpeg' })
    assert.equal(file.status, 200)
    assert.deepEqual(
      [file.body.kind, file.body.name, file.body.mediaType, file.body.width, file.body.height],
      ['photo', '工地.jpg', 'image/jpeg', 2560, 1920],
    )
    const noted = await act(officer, id, 'note', { text: '现场', attachments: [file.body.id] })
    assert.equal(noted.status, 200, JSON.stringify(noted.body))
    const [seen] = await lastFiles(duty, id)
    assert.equal(seen.id, file.body.id)

    const path = `/api/matters/${id}/attachments/${seen.id}`
    const full = await fetched(duty, path)
    assert.equal(full.status, 200)
    assert.equal(full.bytes.byteLength, seen.bytes)
    assert.ok(!full.bytes.includes('HUYING-CAMERA'))
    const { exif, width } = await sharp(full.bytes).metadata()
    assert.deepEqual([exif, width], [undefined, 2560])
    assert.equal(full.headers.get('x-content-type-options'), 'nosniff')
    assert.match(full.headers.get('content-security-policy') ?? '', /sandbox/)
    const small = await fetched(duty, `${path}/thumbnail`)
    assert.equal((await sharp(small.bytes).metadata()).width, 320)
    const again = await fetched(duty, path, { 'if-none-match': full.headers.get('etag') ?? '' })
    assert.equal(again.status, 304)

    for (const address of [path, `${path}/thumbnail`])
      assert.equal((await fetched(outsider, address)).status, 404)
  })

  it('of 30 MB is taken and becomes a small one', async () => {
    const noise = randomBytes(4100 * 2500 * 3)
    const raw3 = { raw: { width: 4100, height: 2500, channels: 3 as const } }
    const bytes = await sharp(noise, raw3).png({ compressionLevel: 0 }).toBuffer()
    assert.ok(bytes.byteLength > 30_000_000, `${bytes.byteLength}`)
    const { status, body } = await upload(city, officer, bytes, { name: '大图.png', type: 'image/png' })
    assert.equal(status, 200)
    assert.ok(body.bytes < 8_000_000, `${body.bytes}`)
    assert.equal(body.width, 2560)
  })

  it('that would unfold to gigabytes is refused', async () => {
    const bomb = await sharp({
      create: { width: 30_000, height: 30_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    assert.ok(bomb.byteLength < 3_000_000)
    const { status, body } = await upload(city, officer, bomb, { name: 'bomb.png', type: 'image/png' })
    assert.deepEqual([status, body.code], [422, 'attachment.unreadable'])
  })

  it('that is torn off in the middle of its bytes is refused in words', async () => {
    const raw3 = { raw: { width: 400, height: 300, channels: 3 as const } }
    const whole = await sharp(randomBytes(400 * 300 * 3), raw3)
      .jpeg()
      .toBuffer()
    const { status, body } = await upload(city, officer, whole.subarray(0, whole.byteLength / 2))
    assert.deepEqual([status, body.code], [422, 'attachment.unreadable'])
  })
})

describe('a file', () => {
  it('is what its content says: programs, pages, drawings with scripts and archives are refused', async () => {
    const bad: Record<string, Buffer> = {
      'elf.jpg': Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), randomBytes(500)]),
      'exe.jpg': Buffer.concat([Buffer.from('MZ\x90\x00'), randomBytes(500)]),
      'installer.doc': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), randomBytes(2000)]),
      'page.txt': Buffer.from('\uFEFF  <!doctype html><script>alert(1)</script>'),
      'drawing.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'declared.svg': Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'script.txt': Buffer.from('#!/bin/sh\nrm -rf /\n'),
      'archive.docx': Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
      'bytes.txt': randomBytes(4000),
    }
    for (const [name, bytes] of Object.entries(bad)) {
      const { status, body } = await upload(city, officer, bytes, { name })
      assert.deepEqual([status, body.code], [422, 'attachment.type'], name)
    }
  })

  it('of an office is only ever downloaded, under its name', async () => {
    const { id } = await opened(officer, NOISE)
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const file = await upload(city, officer, pdf, { name: '整改方案 "终稿".pdf', type: 'application/pdf' })
    assert.equal(file.body.name, '整改方案 _终稿_.pdf')
    await act(officer, id, 'note', { text: '见附件', attachments: [file.body.id] })
    const got = await fetched(officer, `/api/matters/${id}/attachments/${file.body.id}`)
    assert.deepEqual(got.bytes, pdf)
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment; .*filename\*=UTF-8''%E6%95%B4/)
    const text = await upload(city, officer, Buffer.from('第一行\n第二行，见附件。'), { name: '说明.md' })
    assert.deepEqual([text.body.kind, text.body.mediaType], ['document', 'text/plain'])
  })

  it('that is a film or a recording is played in parts', async () => {
    const { id } = await opened(officer, NOISE)
    const film = mp4(300_000)
    const file = await upload(city, officer, film, { name: '录像.mp4', type: 'video/mp4' })
    assert.deepEqual([file.status, file.body.kind], [200, 'video'])
    await act(officer, id, 'note', { text: '录像', attachments: [file.body.id] })
    const path = `/api/matters/${id}/attachments/${file.body.id}`
    const part = await fetched(duty, path, { range: 'bytes=1000-1999' })
    assert.deepEqual([part.status, part.headers.get('content-range')], [206, 'bytes 1000-1999/300000'])
    assert.deepEqual(part.bytes, film.subarray(1000, 2000))
    assert.equal((await fetched(duty, path, { range: 'bytes=300000-' })).status, 416)
    const voice = await upload(city, officer, mp4(5000), { name: '留言.m4a', type: 'audio/mp4' })
    assert.equal(voice.body.kind, 'voice')
  })

  it('that holds no film is a recording, though its name announces a film', async () => {
    for (const [codec, kind] of [
      ['A_OPUS', 'voice'],
      ['V_VP9', 'video'],
    ] as const) {
      const file = await upload(city, officer, webm(codec), { name: '留言.webm', type: 'video/webm' })
      assert.deepEqual([file.status, file.body.kind], [200, kind])
    }
  })

  it('that is empty, or larger than its kind may be, is refused before a byte is sent', async () => {
    const empty = await begin(city, officer, { length: 0 })
    assert.deepEqual([empty.status, empty.body.code], [422, 'attachment.empty'])
    const large = await begin(city, officer, { length: 40 * 1024 * 1024, type: 'image/jpeg' })
    assert.deepEqual(
      [large.status, large.body.code, large.body.params.limit],
      [413, 'attachment.too_large', 30],
    )
    assert.equal((await begin(city, officer, { length: 300 * 1024 * 1024 })).status, 413)
    for (const length of ['-1', 'many', '1e99'])
      assert.equal((await begin(city, officer, { length })).status, 400)
    // One that lied about what it is learns of the limit when it has arrived.
    const lied = await upload(city, officer, Buffer.concat([await photo(), Buffer.alloc(32 << 20)]), {
      type: 'video/mp4',
    })
    assert.deepEqual([lied.status, lied.body.code], [413, 'attachment.too_large'])
  })

  it('keeps a name that is a name, whatever it was called', async () => {
    const names: [string, string | null][] = [
      [`${'长'.repeat(300)}.jpg`, `${'长'.repeat(116)}.jpg`],
      ['../../../etc/passwd', 'passwd.jpg'],
      ['a\u0000b\u0007c.jpg', 'abc.jpg'],
      ['', null],
    ]
    for (const [name, kept] of names) {
      const { status, body } = await upload(city, officer, await photo(), { name })
      assert.deepEqual([status, body.name], [200, kept])
    }
  })
})

describe('an upload', () => {
  it('that broke off goes on from the last byte that arrived', async () => {
    const bytes = mp4(900_000)
    const { location } = await begin(city, officer, { length: bytes.byteLength, type: 'video/mp4' })
    await breakOff(location, bytes.subarray(0, 400_000), bytes.byteLength)
    const { headers } = await raw(city, location, {
      method: 'HEAD',
      as: officer,
      headers: { 'tus-resumable': '1.0.0' },
    })
    const offset = Number(headers.get('upload-offset'))
    assert.ok(offset > 0 && offset <= 400_000, `${offset}`)
    const wrong = await send(city, officer, location, bytes.subarray(0, 10), offset + 1)
    assert.deepEqual([wrong.status, wrong.body.code], [409, 'attachment.offset'])
    const rest = await send(city, officer, location, bytes.subarray(offset), offset)
    assert.equal(rest.status, 204)
    const { body } = await officer.get(location)
    assert.deepEqual([body.kind, body.bytes], ['video', 900_000])
  })

  /** A connection that dies in the middle of the bytes. */
  async function breakOff(location: string, part: Buffer, whole: number): Promise<void> {
    const { hostname, port } = new URL(city.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      [
        `PATCH ${location} HTTP/1.1`,
        `host: ${hostname}:${port}`,
        `cookie: ${officer.cookie}`,
        'tus-resumable: 1.0.0',
        'upload-offset: 0',
        'content-type: application/offset+octet-stream',
        `content-length: ${whole}`,
        '\r\n',
      ].join('\r\n'),
    )
    await new Promise<void>((written) => socket.write(part, () => written()))
    await pause(300)
    socket.destroy()
    await pause(200)
  }

  it('that a server which was stopped left lying complete is still taken', async () => {
    const bytes = await photo()
    const { location } = await begin(city, officer, { length: bytes.byteLength, type: 'image/jpeg' })
    const id = location.split('/').at(-1) as string
    // As it lies on the disk when the process ends between the last byte and the look at it.
    const { uploads } = city.world.services
    await uploads.handle(
      new Request(`http://localhost${location}`, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(bytes.byteLength),
        },
        body: new Uint8Array(bytes),
      }),
    )
    const { status, body } = await officer.get(location)
    assert.deepEqual([status, body.id, body.kind], [200, id, 'photo'])
    const head = await raw(city, location, {
      method: 'HEAD',
      as: officer,
      headers: { 'tus-resumable': '1.0.0' },
    })
    assert.equal(head.headers.get('upload-offset'), head.headers.get('upload-length'))
  })

  it('is nobody else’s: not to be seen, gone on with, sent in or removed', async () => {
    const { id } = await opened(officer, NOISE)
    const { location } = await begin(city, officer, { length: 100 })
    const done = await upload(city, officer, await photo())
    for (const path of [location, `/api/uploads/${done.body.id}`]) {
      assert.equal((await duty.get(path)).status, 404)
      assert.equal((await raw(city, path, { method: 'DELETE', as: duty, headers: TUS })).status, 404)
      assert.equal((await raw(city, path, { method: 'HEAD', as: duty, headers: TUS })).status, 404)
    }
    assert.equal((await send(city, duty, location, Buffer.alloc(10), 0)).status, 404)
    assert.equal((await fetched(duty, `/api/uploads/${done.body.id}/thumbnail`)).status, 404)
    assert.equal((await fetched(officer, `/api/uploads/${done.body.id}/thumbnail`)).status, 200)
    const before = await rowCounts(city)
    const { status, body } = await act(duty, id, 'note', { text: '拿别人的', attachments: [done.body.id] })
    assert.deepEqual([status, body.code, body.errors[0].path], [422, 'form.invalid', '/form/attachments/0'])
    assert.deepEqual(await rowCounts(city), before)
  })

  const TUS = { 'tus-resumable': '1.0.0' }

  it('can be taken back until it is sent in', async () => {
    const file = await upload(city, officer, await photo())
    const path = `/api/uploads/${file.body.id}`
    assert.equal((await raw(city, path, { method: 'DELETE', as: officer, headers: TUS })).status, 204)
    assert.equal((await officer.get(path)).status, 404)
    assert.equal(
      await city.world.services.files.read(keyOf(city.pack.rules.jurisdiction, file.body.id)),
      null,
    )
  })

  it('is forgotten after a day, unless it was sent in', async () => {
    const [left, sent] = [
      await upload(city, officer, await photo()),
      await upload(city, officer, await photo()),
    ]
    const { id } = await opened(officer, { ...NOISE, attachments: [sent.body.id] })
    await city.owner.query("update attachment set uploaded_at = uploaded_at - interval '25 hours'")
    assert.ok((await expireUploads(city.world.services)) >= 1)
    assert.equal((await officer.get(`/api/uploads/${left.body.id}`)).status, 404)
    const path = `/api/matters/${id}/attachments/${sent.body.id}`
    assert.equal((await fetched(officer, path)).status, 200)
  })

  it('into a store that takes nothing is told so, and is taken when the store is well again', async () => {
    const { files } = city.world.services
    const folder = files.says
    const jurisdiction = city.pack.rules.jurisdiction
    await rm(`${folder}/${jurisdiction}`, { recursive: true, force: true })
    await writeFile(`${folder}/${jurisdiction}`, 'in the way')
    const { status, body, location } = await upload(city, officer, await photo())
    assert.deepEqual([status, body.code, body.retry], [503, 'attachment.not_stored', true])
    await rm(`${folder}/${jurisdiction}`)
    assert.equal((await officer.get(location)).status, 200)
  })
})

describe('sending files in', () => {
  it('is done once: a second command is refused, the same command again gets the same answer', async () => {
    const { id } = await opened(officer, NOISE)
    const file = await upload(city, officer, await photo())
    const form = { text: '现场', attachments: [file.body.id] }
    const key = randomUUID()
    const first = await act(officer, id, 'note', form, { key })
    assert.equal(first.status, 200)
    assert.deepEqual(await act(officer, id, 'note', form, { key }), first)
    const second = await act(officer, id, 'note', form)
    assert.deepEqual([second.status, second.body.code], [422, 'form.invalid'])
  })

  it('by two commands at once succeeds for one', async () => {
    const matters = [await opened(officer, NOISE), await opened(officer, NOISE)]
    const file = await upload(city, officer, await photo())
    const answers = await Promise.all(
      matters.map(({ id }) => act(officer, id, 'note', { text: '现场', attachments: [file.body.id] })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
  })

  it('with a report shows them at its head, and a name only to those who may see the reporter', async () => {
    const file = await upload(city, officer, await photo(), { name: '张三身份证.jpg' })
    const confidential = { ...NOISE, confidential: true, attachments: [file.body.id] }
    const operator = await city.signIn('operator')
    const theirs = await upload(city, operator, await photo(), { name: '张三身份证.jpg' })
    const { id } = await opened(operator, { ...confidential, attachments: [theirs.body.id] })
    assert.equal((await lastFiles(operator, id))[0].name, '张三身份证.jpg')
    assert.deepEqual((await lastFiles(officer, id))[0].name, null)
    const path = `/api/matters/${id}/attachments/${theirs.body.id}`
    const got = await fetched(officer, path)
    assert.equal(got.status, 200)
    assert.ok(!decodeURIComponent(got.headers.get('content-disposition') ?? '').includes('张三'))
  })

  it('takes nine, not ten, nor what is no upload', async () => {
    const many = Array.from({ length: 10 }, () => randomUUID())
    assert.equal((await officer.post('/api/matters', { ...NOISE, attachments: many })).status, 400)
    const { id } = await opened(officer, NOISE)
    const tooMany = await act(officer, id, 'note', { text: '多', attachments: many })
    assert.deepEqual([tooMany.status, tooMany.body.code], [422, 'form.invalid'])
    for (const wrong of ['../../etc/passwd', '', "1' or '1'='1"]) {
      const { status, body } = await act(officer, id, 'note', { text: '错', attachments: [wrong] })
      assert.deepEqual([status, body.errors[0].path], [422, '/form/attachments/0'])
    }
  })

  it('leaves a sentence, not a crash, where the bytes are gone', async () => {
    const file = await upload(city, officer, await photo())
    const { id } = await opened(officer, { ...NOISE, attachments: [file.body.id] })
    const jurisdiction = city.pack.rules.jurisdiction
    await city.world.services.files.delete(keyOf(jurisdiction, file.body.id))
    const got = await fetched(officer, `/api/matters/${id}/attachments/${file.body.id}`)
    assert.deepEqual([got.status, JSON.parse(got.bytes.toString()).code], [410, 'attachment.gone'])
  })
})

/** The head of a WebM with one track, and nothing to play. */
const webm = (codec: string): Buffer =>
  Buffer.concat([
    Buffer.from(
      '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701000000000000ff',
      'hex',
    ),
    Buffer.from('1654ae6b9fae9dd7810186', 'hex'),
    Buffer.from([0x80 + codec.length]),
    Buffer.from(codec),
    randomBytes(200),
  ])

/** The head of a film, and bytes. */
function mp4(size: number): Buffer {
  const head = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')
  return Buffer.concat([head, randomBytes(size - head.byteLength)])
}
