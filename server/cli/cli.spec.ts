import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type TestServer, testServer } from '../testing/server.ts'

const root = join(import.meta.dirname, '..', '..')
let city: TestServer
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-cli-'))
  city = await testServer()
  const operator = await city.signIn('operator')
  const { status } = await operator.post('/api/matters', {
    kind: 'property.service',
    text: '电梯停了两天没人修',
    place: { territory: '990101001001002' },
  })
  assert.equal(status, 201)
})
after(() => rm(folder, { recursive: true, force: true }))

type Run = { code: number; out: string; err: string }

function huying(...args: string[]): Promise<Run> {
  const env = { ...process.env, DATABASE_URL: city.databaseUrl, HUYING_KEYS: join(folder, 'keys') }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'server', 'cli', 'main.ts'), ...args],
      { env, cwd: folder },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      },
    )
  })
}

describe('the command line', () => {
  it('checks a pack without a database and says where what stands', async () => {
    const { code, out } = await huying('pack', 'check', join(root, 'packs', 'shifan'), '--json')
    const { usable, findings } = JSON.parse(out)
    assert.equal(code, 0)
    assert.equal(usable, true)
    assert.ok(
      findings.every(
        (f: { file: string; line: number; sentence: string }) => f.file && f.line > 0 && f.sentence,
      ),
    )
  })

  it('cannot check what is no pack, and says so with code 2', async () => {
    await writeFile(join(folder, 'pack.yaml'), 'id: [')
    const { code, out } = await huying('pack', 'check', folder)
    assert.equal(code, 2)
    assert.match(out, /pack\.yaml:1/)
  })

  it('proves that rows equal events, and finds a row that does not', async () => {
    const whole = await huying('verify', '--json')
    assert.equal(whole.code, 0, whole.err)
    assert.deepEqual([JSON.parse(whole.out).matters, JSON.parse(whole.out).findings], [1, []])
    await city.owner.query("update matter set state = 'closed'")
    const damaged = await huying('verify', '--json')
    assert.equal(damaged.code, 1)
    assert.deepEqual(
      JSON.parse(damaged.out).findings.map((f: { code: string }) => f.code),
      ['row.differs'],
    )
  })

  it('makes damaged rows anew from their events', async () => {
    const rebuilt = await huying('rebuild', '--json')
    assert.deepEqual(JSON.parse(rebuilt.out), { matters: 1, changed: 1 })
    assert.equal((await huying('verify')).code, 0)
  })

  it('exports every matter with its journal and no personal data', async () => {
    const file = join(folder, 'matters.jsonl')
    assert.equal((await huying('export', file)).code, 0)
    const [line] = (await readFile(file, 'utf8')).trim().split('\n')
    const { journal, texts } = JSON.parse(line ?? '')
    assert.equal(journal[0].body.events[0].type, 'MatterReported')
    assert.ok(texts.some((t: { body: string }) => t.body === '电梯停了两天没人修'))
  })

  it('redacts a text on a legal basis, which verify tells from tampering', async () => {
    const { rows } = await city.owner.query('select number from matter')
    const redacted = await huying('redact', rows[0].number, '1', 'text', '--why', '个人信息保护法 §47')
    assert.equal(redacted.code, 0, redacted.err)
    const proven = JSON.parse((await huying('verify', '--json')).out)
    assert.deepEqual([proven.redacted, proven.findings], [1, []])
    assert.equal((await huying('redact', rows[0].number, '1', 'text', '--why', 'again')).code, 2)
  })

  it('draws a loop, and names the loops there are when asked for another', async () => {
    const { out } = await huying(
      'loop',
      'diagram',
      join(root, 'packs', 'shifan'),
      'request',
      '--locale',
      'en',
    )
    assert.match(out, /^<svg/)
    const { code, err } = await huying('loop', 'diagram', join(root, 'packs', 'shifan'), 'nothing')
    assert.equal(code, 2)
    assert.match(err, /request/)
  })

  it('looks at everything that can be wrong', async () => {
    const { checks } = JSON.parse((await huying('doctor', '--json')).out)
    const ok = Object.fromEntries(checks.map((c: { name: string; ok: boolean }) => [c.name, c.ok]))
    assert.ok(ok.node && ok.settings && ok.pack && ok.keys && ok.database)
  })

  it('says with code 2 what was typed wrongly, and which setting is wrong', async () => {
    assert.equal((await huying('nothing')).code, 2)
    assert.equal((await huying('import', 'matters', 'x.csv')).code, 2)
    const { code, err } = await huying('start', '--port', '99999')
    assert.equal(code, 2)
    assert.match(err, /PORT/)
  })

  it('checks territories from files and writes them as tables of a pack, with a reason for what is wrong', async () => {
    await writeFile(
      join(folder, 'streets.csv'),
      'code,name\n990101001,甲街道\n990101001,乙街道\n990101002,\n',
    )
    await writeFile(
      join(folder, 'sources.yaml'),
      '- file: streets.csv\n  csv: {columns: {code: code, name: name}, validFrom: "2026-01-01"}\n',
    )
    const out = join(folder, 'pack')
    const run = await huying(
      'import',
      'territories',
      'sources.yaml',
      '--out',
      out,
      '--known',
      '990101',
      '--json',
    )
    const codes = JSON.parse(run.out).findings.map((f: { code: string }) => f.code)
    assert.equal(run.code, 1)
    assert.ok(codes.includes('code.duplicate') && codes.includes('name.missing'), codes.join())
    assert.match(await readFile(join(out, 'territories.csv'), 'utf8'), /990101001,甲街道/)
  })
})
