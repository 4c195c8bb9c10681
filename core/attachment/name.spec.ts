import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cleanName, LONGEST_NAME } from './name.ts'

describe('the name of a file', () => {
  it('loses its folders, whichever system they come from', () => {
    assert.equal(cleanName('C:\\Users\\张三\\桌面\\路灯.png', 'jpg'), '路灯.jpg')
    assert.equal(cleanName('../../etc/passwd', 'txt'), 'passwd.txt')
  })

  it('gets the extension of what the file is', () => {
    assert.equal(cleanName('发票.exe', 'pdf'), '发票.pdf')
    assert.equal(cleanName('IMG_0001.HEIC.jpeg', 'jpg'), 'IMG_0001.HEIC.jpg')
    assert.equal(cleanName('第3.2节 说明', 'docx'), '第3.docx')
  })

  it('loses what cannot be seen, such as a turn of the reading direction', () => {
    assert.equal(cleanName('照片\u202Egpj.exe', 'jpg'), '照片gpj.jpg')
    assert.equal(cleanName('a\u0000b\r\nset-cookie: x.txt', 'txt'), 'abset-cookie_ x.txt')
  })

  it('is nothing where nothing is left', () => {
    for (const given of ['', '...', '/', '\u0007', '  ']) assert.equal(cleanName(given, 'jpg'), null)
  })

  it('is short, one line and no path, whatever is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanName(given, 'jpg')
        if (name === null) return
        assert.ok(Array.from(name).length <= LONGEST_NAME)
        assert.match(name, /^[^\p{Cc}\p{Cf}/\\<>:"|?*]+\.jpg$/u)
        assert.equal(name, name.toWellFormed())
      }),
    )
  })
})
