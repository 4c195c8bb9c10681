import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import iconv from 'iconv-lite'
import { xlsxOf } from '../import/testing/zip.ts'
import { raw } from '../testing/requests.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { importPeople } from './import-people.ts'

let city: TestServer
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-people-'))
  city = await testServer({ people: false, now: () => Date.parse('2026-03-02T02:00:00Z') })
})
after(() => rm(folder, { recursive: true, force: true }))

const pathOf = (name: string) => join(folder, name)
const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

async function bring(name: string, content: string | Buffer, passwords = `${name}.passwords.csv`) {
  await writeFile(pathOf(name), content)
  const { services, people } = city.world
  const summary = await importPeople({
    ...{ services, people, jurisdiction: '9901', file: pathOf(name) },
    ...{ rejectFile: pathOf(`${name}.rejected.csv`), passwordFile: pathOf(passwords) },
  })
  const { rows, accounts, posts, unchanged, rejected } = summary
  return { ...summary, counts: [rows, accounts, posts, unchanged, rejected] }
}

const postsOf = async (username: string) => {
  const { rows } = await city.owner.query(
    `select organisation_id, role, territory, from_on::text as from_on, to_on::text as to_on from post
     join account on account.id = account_id where username = $1 order by organisation_id, from_on`,
    [username],
  )
  return rows.map(({ organisation_id, role, territory, from_on, to_on }) =>
    [organisation_id, role, territory, from_on, to_on ?? ''].join(' '),
  )
}

const staff = () => `username,name,organisation,role,territory,from,to
Li.Na,李娜,hotline,operator,9901,2026-01-01,
wu.gang,吴刚,${city.pack.rules.directory.byId.get('hotline')?.name.zh},负责人,,2026/1/5,2026年12月31日
wu.gang,吴刚,city-systems,administrator,990101,2026-02-01,
zhou.min,周敏,,,,,
`

describe('people brought in from one table', () => {
  it('have their posts, by ids or by the names of the pack', async () => {
    const { counts, ignored } = await bring('staff.csv', staff())
    assert.deepEqual(counts, [4, 3, 3, 0, 0])
    assert.deepEqual(ignored, [])
    assert.deepEqual(await postsOf('li.na'), ['hotline operator 9901 2026-01-01 '])
    assert.deepEqual(await postsOf('wu.gang'), [
      'city-systems administrator 990101 2026-02-01 ',
      'hotline leader 9901 2026-01-05 2026-12-31',
    ])
    assert.deepEqual(await postsOf('zhou.min'), [])
  })

  it('each get a first password, in a file for its owner’s eyes only, and must change it', async () => {
    const file = pathOf('staff.csv.passwords.csv')
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const lines = (await readFile(file, 'utf8')).replace('\uFEFF', '').trim().split('\r\n')
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 2).join()),
      ['username,name', 'li.na,李娜', 'wu.gang,吴刚', 'zhou.min,周敏'],
    )
    const passwords = lines.slice(1).map((line) => line.split(',')[2])
    assert.equal(new Set(passwords).size, 3)
    for (const [index, username] of ['li.na', 'wu.gang', 'zhou.min'].entries()) {
      const { status, body } = await raw(city, '/api/auth/sign-in/username', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: city.url },
        body: JSON.stringify({ username, password: passwords[index] }),
      })
      assert.deepEqual([status, body.account?.mustChangePassword], [200, true], username)
    }
  })

  it('are on record, each account and each post, made by the system', async () => {
    const { rows } = await city.owner.query(
      'select what, count(*)::int as n from audit where account_id is null group by what order by what',
    )
    assert.deepEqual(
      rows.filter(({ what }) => /created$/.test(what)),
      [
        { what: 'account.created', n: 3 },
        { what: 'post.created', n: 3 },
      ],
    )
  })

  it('are the same people when it is run again: nothing is added and no password given', async () => {
    const again = await readFile(pathOf('staff.csv'))
    const { counts } = await bring('staff.csv', again, 'second.csv')
    assert.deepEqual(counts, [4, 0, 0, 4, 0])
    assert.equal(await exists(pathOf('second.csv')), false)
    assert.equal(await exists(pathOf('staff.csv.rejected.csv')), false)
  })
})

describe('people and posts in two files', () => {
  it('may be in GB18030, with columns that are not read, which is said', async () => {
    const people = iconv.encode('username,name,work_phone\nli.mei,李梅,0000\n', 'gb18030')
    const { counts, ignored } = await bring('people.csv', people)
    assert.deepEqual([counts, ignored], [[1, 1, 0, 0, 0], ['work_phone']])
    const { rows } = await city.owner.query("select name from account where username = 'li.mei'")
    assert.equal(rows[0].name, '李梅')
  })

  it('begin today where no day is given, and are then the same on any later day', async () => {
    const file = 'id,username,organisation,role,territory,from,to\np1,li.mei,hotline,officer,,,\n'
    assert.deepEqual((await bring('posts.csv', file)).counts, [1, 0, 1, 0, 0])
    assert.deepEqual(await postsOf('li.mei'), ['hotline officer 9901 2026-03-02 '])
    await city.owner.query("update post set from_on = '2026-02-01' where role = 'officer'")
    assert.deepEqual((await bring('posts.csv', file)).counts, [1, 0, 0, 1, 0])
  })

  it('may be an Excel file with the headings of the one that the desk exports', async () => {
    const book = xlsxOf([
      ['姓名', '用户名', '单位', '角色', '辖区', '开始日', '最后一天', '账号'],
      ['孙丽', 'sun.li', 'hotline', '话务员', '', '2026-01-01 00:00:00', '', '可登录'],
    ])
    const { counts, ignored } = await bring('book.xlsx', book)
    assert.deepEqual([counts, ignored], [[1, 1, 1, 0, 0], ['账号']])
    assert.deepEqual(await postsOf('sun.li'), ['hotline operator 9901 2026-01-01 '])
  })
})

const HEAD = 'username,name,organisation,role,territory,from,to\n'

describe('a row that cannot go in', () => {
  const wrong: [code: string, row: string][] = [
    ['row.empty', ',无名,hotline,operator,,,'],
    ['people.username_wrong', '9lives,九,hotline,operator,,,'],
    ['people.name_wrong', 'x.one, ,hotline,operator,,,'],
    ['row.empty', 'x.two,甲,,operator,,,'],
    ['row.empty', 'x.three,乙,hotline,,,,'],
    ['people.organisation_unknown', 'x.four,丙,nowhere,operator,,,'],
    ['people.role_unknown', 'x.five,丁,hotline,king,,,'],
    ['place.code_unknown', 'x.six,戊,hotline,operator,99019999,,'],
    ['place.outside', 'x.seven,己,s1,officer,9901,,'],
    ['time.unreadable', 'x.eight,庚,hotline,operator,,2026-02-30,'],
    ['time.order', 'x.nine,辛,hotline,operator,,2026-02-02,2026-02-01'],
    ['people.name_differs', 'li.na,李小娜,hotline,operator,9901,2026-01-01,'],
    ['people.post_differs', 'li.na,李娜,hotline,operator,9901,2026-01-01,2026-06-30'],
    ['row.columns', 'x.ten,壬,hotline'],
  ]

  it('is kept with its reason in both languages, and adds nobody; the rows beside it go in', async () => {
    const rows = wrong.map(([, row]) => row).join('\n')
    const { counts } = await bring('wrong.csv', `${HEAD}${rows}\nx.last,癸,hotline,operator,,,\n`)
    assert.deepEqual(counts, [wrong.length + 1, 1, 1, 0, wrong.length])
    const kept = (await readFile(pathOf('wrong.csv.rejected.csv'), 'utf8')).trim().split('\r\n').slice(1)
    const reasons = kept.map((line) => [line.split(',')[8], line.split(',')[7]])
    assert.deepEqual(
      reasons.sort((a, b) => Number(a[1]) - Number(b[1])).map(([code]) => code),
      wrong.map(([code]) => code),
    )
    for (const line of kept) assert.doesNotMatch(line, /\{\w+\}/, 'a sentence that is not filled')
    const { rows: made } = await city.owner.query("select username from account where username like 'x.%'")
    assert.deepEqual(made, [{ username: 'x.last' }])
  })

  it('is a post of somebody who is not there', async () => {
    const { counts, reasons } = await bring(
      'nobody.csv',
      'username,organisation,role\nnobody.here,hotline,operator\n',
    )
    assert.deepEqual([counts, reasons], [[1, 0, 0, 0, 1], { 'people.unknown': 1 }])
  })

  it('is one whose sign-in name belongs to a resident or to another authority', async () => {
    await city.owner.query(
      `insert into account (id, name, email, username, jurisdiction) values ('r-1', 'r', 'r@account.invalid', 'elsewhere', '11')`,
    )
    const { reasons } = await bring('taken.csv', 'username,name\nelsewhere,别处\n')
    assert.deepEqual(reasons, { 'account.username_taken': 1 })
  })
})

describe('a file that is no table of people', () => {
  it('is refused as a whole, with what it lacks', async () => {
    await assert.rejects(bring('other.csv', 'number,title\n1,x\n'), { code: 'people.columns_missing' })
    await assert.rejects(bring('twice.csv', 'username,name,姓名\na,b,c\n'), { code: 'people.column_twice' })
    await assert.rejects(bring('empty.csv', ''), { code: 'file.empty' })
  })

  it('that breaks off in the middle has the people before the break', async () => {
    const { counts, broken } = await bring('broken.csv', 'username,name\nbefore.it,前\nafter.it,"后\n')
    assert.equal(broken?.code, 'file.quote_open')
    assert.deepEqual(counts, [1, 1, 0, 0, 0])
    assert.ok(await exists(pathOf('broken.csv.passwords.csv')))
  })
})
