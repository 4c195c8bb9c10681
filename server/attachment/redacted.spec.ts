import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { rebuild } from '../matter/record/rebuild.ts'
import { redactFile } from '../matter/record/redact.ts'
import { verify } from '../matter/record/verify.ts'
import { act, NOISE, opened } from '../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'
import { photo, upload } from '../testing/uploads.ts'
import { keyOf } from './finish.ts'

let city: TestServer
let officer: Client
before(async () => {
  city = await testServer()
  officer = await city.signIn('officer')
})

/** A matter with one photo at its second step. */
async function withPhoto() {
  const { id } = await opened(officer, NOISE)
  const { body } = await upload(city, officer, await photo(), { name: '现场.jpg' })
  assert.equal((await act(officer, id, 'note', { text: '现场', attachments: [body.id] })).status, 200)
  const { timeline } = (await officer.get(`/api/matters/${id}`)).body
  return { id, file: body.id as string, seq: timeline.at(-1).seq as number }
}

async function findings(withFiles: boolean): Promise<string[]> {
  const { services } = city.world
  const found = await verify(
    ...([city.pool, services.registry, city.keys, city.pack.rules.jurisdiction] as const),
    () => {},
    withFiles ? services.files : null,
  )
  return found.findings.map(({ code }) => code)
}

describe('a file of the record', () => {
  it('that is there as it was sent in verifies', async () => {
    await withPhoto()
    assert.deepEqual(await findings(true), [])
  })

  it('that was redacted by law is gone, says so, and is told from one that was tampered with', async () => {
    const { id, file, seq } = await withPhoto()
    const jurisdiction = city.pack.rules.jurisdiction
    const redaction = { jurisdiction, matterId: id, seq, attachmentId: file, why: '个人信息保护法第四十七条' }
    const wrong = { ...redaction, seq: seq - 1, accountId: null }
    assert.equal(await redactFile(city.world.services, wrong), false)
    assert.equal(await redactFile(city.world.services, { ...redaction, accountId: null }), true)
    assert.equal(await city.world.services.files.read(keyOf(jurisdiction, file)), null)
    const path = `/api/matters/${id}/attachments/${file}`
    for (const address of [path, `${path}/thumbnail`]) {
      const { status, body } = await officer.get(address)
      assert.deepEqual([status, body.code], [410, 'attachment.redacted'])
    }
    const [shown] = (await officer.get(`/api/matters/${id}`)).body.timeline.at(-1).attachments
    assert.deepEqual([shown.redacted, shown.name], [true, null])
    assert.deepEqual(await findings(true), [])
  })

  it('is known to be sent in again after the rows were made anew from events', async () => {
    const { id, file, seq } = await withPhoto()
    await city.owner.query('delete from matter_attachment where attachment_id = $1', [file])
    await rebuild(city.owner, city.world.services.registry, city.pack.rules.jurisdiction)
    const { rows } = await city.owner.query(
      'select matter_id, seq from matter_attachment where attachment_id = $1',
      [file],
    )
    assert.deepEqual(rows, [{ matter_id: id, seq }])
  })

  it('whose bytes, row or removal nobody explains is found', async () => {
    const { files } = city.world.services
    const jurisdiction = city.pack.rules.jurisdiction
    const changed = await withPhoto()
    await files.put(keyOf(jurisdiction, changed.file), await photo(), 'image/jpeg')
    assert.deepEqual(await findings(false), [])
    assert.deepEqual(await findings(true), ['attachment.file_changed'])
    await files.delete(keyOf(jurisdiction, changed.file))
    assert.deepEqual(await findings(true), ['attachment.file_missing'])
    await city.owner.query('update attachment set redacted_at = now() where id = $1', [changed.file])
    assert.deepEqual(await findings(false), ['attachment.unexplained'])
    await city.owner.query(
      'update attachment set redacted_at = null, sha256 = sha256(sha256) where id = $1',
      [changed.file],
    )
    assert.deepEqual(await findings(false), ['attachment.changed'])
  })
})
