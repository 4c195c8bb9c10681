import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { KEY_FILE, loadKeys } from './keys.ts'

const scratch = await mkdtemp(join(tmpdir(), 'huying-keys-'))
after(() => rm(scratch, { recursive: true, force: true }))
let count = 0
const newFolder = () => join(scratch, `${count++}`, 'data')

describe('the keys', () => {
  it('are made at the first start, for their owner only, and are the same at the next', async () => {
    const folder = newFolder()
    const first = await loadKeys(folder, {})
    assert.equal((await stat(join(folder, KEY_FILE))).mode & 0o777, 0o600)
    const second = await loadKeys(folder, {})
    assert.equal(first.sessionSecret, second.sessionSecret)
    assert.ok(first.sessionSecret.length >= 32)
    assert.deepEqual(first.vault, second.vault)
    assert.deepEqual(first.phoneIndex, second.phoneIndex)
    const other = await loadKeys(newFolder(), {})
    assert.notEqual(other.sessionSecret, first.sessionSecret)
  })

  it('made by several first starts at once are one set, with no drafts left over', async () => {
    const folder = newFolder()
    const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys(folder, {})))
    assert.equal(new Set(all.map((keys) => keys.sessionSecret)).size, 1)
    assert.deepEqual(await readdir(folder), [KEY_FILE])
  })

  it('sign what any later start can verify, and nothing else verifies', async () => {
    const folder = newFolder()
    const { signing } = await loadKeys(folder, {})
    const signature = signing.sign(Buffer.from('root'))
    const { verify } = await loadKeys(folder, {})
    assert.ok(verify(signing.id, Buffer.from('root'), signature))
    assert.ok(!verify(signing.id, Buffer.from('toor'), signature))
    assert.ok(!verify('unknown', Buffer.from('root'), signature))
    assert.ok(!(await loadKeys(newFolder(), {})).verify(signing.id, Buffer.from('root'), signature))
  })

  it('that others may read, or that are broken, stop the start with a sentence and without the secret', async () => {
    const folder = newFolder()
    await loadKeys(folder, {})
    await chmod(join(folder, KEY_FILE), 0o640)
    await assert.rejects(loadKeys(folder, {}), /others may read it. Run: chmod 600/)
    await chmod(join(folder, KEY_FILE), 0o600)
    for (const text of [
      '',
      '{',
      '{"format":1}',
      '{"format":1,"sessionSecret":"hunter2"',
      '{"format":2,"vault":[],"sessionSecret":"hunter2"}',
    ]) {
      await writeFile(join(folder, KEY_FILE), text)
      await assert.rejects(
        loadKeys(folder, {}),
        (error: Error) => /is no key file/.test(error.message) && !error.message.includes('hunter2'),
      )
    }
  })

  it('of the environment must be 32 bytes with an id', async () => {
    const folder = newFolder()
    const good = Buffer.alloc(32, 1).toString('base64')
    assert.equal((await loadKeys(folder, { HUYING_VAULT_KEY: `a:${good}, b:${good}` })).vault.current, 'a')
    for (const bad of [good, 'a:short', `:${good}`, `a b:${good}`, `a:${good},`])
      await assert.rejects(loadKeys(folder, { HUYING_VAULT_KEY: bad }), /must be written id:base64/)
  })
})
