import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findMissing } from './lock.ts'
import { compareMessages } from './messages.ts'
import { placeFinder } from './place-names.ts'
import { findImpurity } from './purity.ts'
import { complain } from './sources.ts'

describe('the place name check', () => {
  const find = placeFinder(['某某市', '长河街道'], ['mouville'])
  const findIn = (...lines: string[]): string[] => complain([{ path: 'core/a.ts', lines }], find)

  it('finds a Chinese name anywhere in code, with its line', () => {
    assert.deepEqual(findIn('', "const city = '在某某市里'"), [
      'core/a.ts:2: names the place 某某市; that belongs in a pack',
    ])
  })
  it('finds a Latin name in any case, as a word', () => {
    assert.equal(findIn("if (pack.id === 'MouVille')").length, 1)
    assert.equal(findIn('const x = mouvillette').length, 0)
  })
  it('lets a comment cite a city’s regulation', () => {
    assert.deepEqual(findIn(' * 某某市条例 §3', '// 某某市', 'const x = 1 // 长河街道', '/** 某某市 */'), [])
  })
})

describe('the purity check', () => {
  for (const code of [
    'const now = Date.now()',
    'new Date()',
    'Math.random() < 0.5',
    'process.env.TZ',
    'console.log(1)',
  ]) {
    it(`refuses ${code}`, () => assert.match(findImpurity(code) ?? '', /must be given/))
  }
  for (const code of ['new Date(at)', 'matter.process', 'Math.floor(x)', 'const fetched = 1']) {
    it(`accepts ${code}`, () => assert.equal(findImpurity(code), undefined))
  }
})

describe('the message check', () => {
  const zh = { due: '应于{due}前办结', no: { right: '无权办理' } }

  it('accepts two languages that say the same', () => {
    assert.deepEqual(compareMessages(zh, { due: 'Due by {due}', no: { right: 'Not yours' } }), [])
  })
  it('names what is missing on either side, and blanks that differ', () => {
    assert.deepEqual(compareMessages(zh, { due: 'Due by {date}', no: { right: ' ' }, more: 'x' }), [
      'due fills date, the Chinese due',
      'no.right has no English',
      'more has no Chinese',
    ])
  })
})

describe('the lock file check', () => {
  const parent = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { 'x-linux-arm64-musl': '2.0.0', 'x-darwin-x64': '2.0.0' },
  }

  it('finds an optional package of another platform that is not listed, with the platform it is for', () => {
    const packages = {
      'node_modules/x': parent,
      'node_modules/x/node_modules/x-darwin-x64': { version: '2.0.0' },
    }
    assert.deepEqual(findMissing({ packages }), {
      'node_modules/x-linux-arm64-musl': {
        version: '2.0.0',
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['musl'],
        dev: true,
        optional: true,
      },
    })
  })
})
