import assert from 'node:assert/strict'
import { chown, cp, mkdir, mkdtemp, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { type Home, mainHome, unprivilegedUser } from './home.ts'

const isRoot = process.getuid?.() === 0
let scratch: string
let made: Home[]

beforeEach(async () => {
  scratch = await mkdtemp(join(await realpath(tmpdir()), 'huying-home-'))
  made = []
})
afterEach(async () => {
  for (const { path, socket } of made)
    for (const folder of [path, socket]) await rm(folder, { recursive: true, force: true })
  await rm(scratch, { recursive: true, force: true })
})

/** The home that a checkout in `name` gets. */
async function homeOf(name: string): Promise<Home> {
  await mkdir(join(scratch, name), { recursive: true, mode: 0o700 })
  const home = await mainHome(join(scratch, name))
  made.push(home)
  return home
}

describe('as a plain user', { skip: isRoot && 'this is root' }, () => {
  it('data stays in .data of the checkout', async () => {
    const home = await homeOf('clone')
    assert.equal(home.path, join(scratch, 'clone/.data/postgres'))
    assert.equal(home.user, undefined)
  })

  it('a checkout that root started before is refused, with the way out', async () => {
    await mkdir(join(scratch, 'clone/.data'), { recursive: true })
    const place = { checkout: join(scratch, 'clone'), path: '/var/lib/huying-x' }
    await writeFile(join(scratch, 'clone/.data/place.json'), JSON.stringify(place))
    await assert.rejects(homeOf('clone'), /started as root before; its data is in \/var\/lib\/huying-x/)
  })
})

describe('as root', { skip: !isRoot && 'this is not root' }, () => {
  it('data lies where the user it runs as can enter, closed to others', async () => {
    const home = await homeOf('clone')
    const found = await stat(home.path)
    assert.ok(!home.path.startsWith(scratch))
    assert.deepEqual({ uid: found.uid, gid: found.gid }, home.user)
    assert.equal(found.mode & 0o777, 0o700)
  })

  it('the same checkout finds its data again, and after it was moved too', async () => {
    const { path } = await homeOf('clone')
    assert.equal((await homeOf('clone')).path, path)
    await rename(join(scratch, 'clone'), join(scratch, 'moved'))
    assert.equal((await homeOf('moved')).path, path)
    await rename(join(scratch, 'moved'), join(scratch, 'again'))
    assert.equal((await homeOf('again')).path, path)
  })

  it('a new clone where a moved one was does not find that one’s data', async () => {
    const { path } = await homeOf('clone')
    await rename(join(scratch, 'clone'), join(scratch, 'moved'))
    assert.equal((await homeOf('moved')).path, path)
    assert.notEqual((await homeOf('clone')).path, path)
    assert.equal((await homeOf('moved')).path, path)
  })

  it('a copy of a checkout gets data of its own', async () => {
    const { path } = await homeOf('clone')
    await cp(join(scratch, 'clone'), join(scratch, 'copy'), { recursive: true })
    assert.notEqual((await homeOf('copy')).path, path)
    assert.equal((await homeOf('clone')).path, path)
  })

  it('data that a plain user made is used as that user, in place', async () => {
    const user = await unprivilegedUser()
    const local = join(scratch, 'clone/.data/postgres')
    await mkdir(join(local, 'data'), { recursive: true })
    for (const folder of [local, join(local, 'data')]) await chown(folder, user.uid, user.gid)
    assert.deepEqual((await homeOf('clone')).user, user)
    assert.equal(made[0]?.path, local)
  })
})
