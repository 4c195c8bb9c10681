import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readInput } from './input.ts'
import { isMasked, mask, maskAddress, maskName, maskPhone } from './mask.ts'
import { normalisePhone } from './phone.ts'
import { RESIDENT_FIELDS, type ResidentData } from './types.ts'

describe('the masked form', () => {
  it('of a name is its first character, whatever its length', () => {
    for (const name of ['张三', '张', '张三丰真人']) assert.equal(maskName(name), '张**')
    assert.equal(maskName('𠮷野'), '𠮷**')
  })

  it('of a telephone number keeps what the person recognises and nobody can call', () => {
    assert.equal(maskPhone('13800130000'), '138****0000')
    assert.equal(maskPhone('053188881234'), '053****1234')
    assert.equal(maskPhone('88881234'), '****34')
  })

  const addresses: [string, string][] = [
    ['泺源大街180号3号楼2单元501室', '泺源大街180号3号楼***'],
    ['乐山小区南区9号楼', '乐山小区南区9号楼'],
    ['乐山小区南区9号楼2单元', '乐山小区南区9号楼***'],
    ['乐山小区12栋一单元', '乐山小区12栋***'],
    ['广场A座2305', '广场A座***'],
    ['泺源大街180号', '泺源大街180号'],
    ['泺源大街180号501室', '泺源大街180号***'],
    ['乐山小区三单元五零一室', '乐山小区***'],
    ['乐山小区3单元501号', '乐山小区***'],
    ['乐山小区9-3-501', '乐山小区***'],
    ['乐山小区', '乐山小区'],
    ['１８０弄５室', '***'],
    ['180 North Street, Apt 5', '***'],
  ]
  for (const [address, shown] of addresses) {
    it(`of the address ${address} is ${shown}`, () => assert.equal(maskAddress(address), shown))
  }

  it('of an address never shows what lies inside a building', () => {
    const part = fc.constantFrom('乐山小区', '南区', '180号', '9号楼', '甲座', '12幢', ' ')
    const inside = fc.constantFrom('2单元', '五层', '501室', '12户', '3F', '五楼')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        inside,
        fc.array(fc.oneof(part, inside), { maxLength: 3 }),
        (a, b, c) => {
          const shown = maskAddress([...a, b, ...c].join(''))
          assert.ok(shown.endsWith('***'))
          assert.ok(a.join('').startsWith(shown.slice(0, -3)))
        },
      ),
    )
  })

  const field = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { nil: null })
  const digits = fc.stringMatching(/^\d{5,13}$/)
  const stored = fc.record({ name: field, phone: fc.option(digits, { nil: null }), address: field })

  it('is shown where it hides something, and then cannot be taken for data', () => {
    fc.assert(
      fc.property(stored, (data) => {
        const shown = mask(data)
        for (const f of RESIDENT_FIELDS) assert.ok(shown[f] === data[f] || isMasked(shown[f] ?? ''))
        if (data.name) assert.notEqual(shown.name, data.name)
        if (data.phone) assert.notEqual(shown.phone, data.phone)
      }),
    )
  })

  it('sent back as input is refused or says what is known already', () => {
    fc.assert(
      fc.property(stored, (given) => {
        const read = readInput(given)
        fc.pre(read.ok)
        const data: ResidentData = { name: null, phone: null, address: null, ...read.value }
        const back = readInput(mask(data))
        if (back.ok) assert.deepEqual(back.value, data)
        else assert.equal(back.refusal.code, 'resident.masked_value')
      }),
    )
  })
})

describe('a telephone number', () => {
  it('is one number however it is written', () => {
    const ways = [
      '13800138000',
      '138 0013 8000',
      '+86 138-0013-8000',
      '0086(138)00138000',
      '１３８００１３８０００',
      ' 138.0013.8000 ',
    ]
    assert.deepEqual(new Set(ways.map(normalisePhone)), new Set(['13800138000']))
    const landline = ['053188881234', '0531-8888 1234', '(0531)88881234', '+86 531 88881234', '0531—88881234']
    assert.deepEqual(new Set(landline.map(normalisePhone)), new Set(['053188881234']))
    assert.equal(normalisePhone('+1 (410) 555-0100'), '+14105550100')
    assert.equal(normalisePhone('001 410 555 0100'), '+14105550100')
    assert.equal(normalisePhone('12345'), '12345')
  })

  it('is not made out of what is none', () => {
    for (const text of [
      '',
      'abc',
      '138****0000',
      '1234',
      '0531-88881234转12',
      '13800138000,13900139000',
      '1'.repeat(16),
      '+0123456',
    ]) {
      assert.equal(normalisePhone(text), null, text)
    }
  })

  it('once in its form stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-() 86') }), (text) => {
        const number = normalisePhone(text)
        if (number !== null) assert.equal(normalisePhone(number), number)
      }),
    )
  })
})

describe('input about a resident', () => {
  it('speaks of the fields it names and of no other', () => {
    assert.deepEqual(readInput({}), { ok: true, value: {} })
    assert.deepEqual(readInput({ name: ' 张三 ', phone: ' ', address: null }), {
      ok: true,
      value: { name: '张三', address: null },
    })
  })

  it('that is masked, too long, broken or no number is refused by the name of the field, without the value', () => {
    const cases = [
      [{ name: '张**' }, 'resident.masked_value', 'name'],
      [{ phone: '138****0000' }, 'resident.masked_value', 'phone'],
      [{ phone: '138＊＊＊＊0000' }, 'resident.masked_value', 'phone'],
      [{ address: '乐山小区***' }, 'resident.masked_value', 'address'],
      [{ name: '张'.repeat(61) }, 'resident.invalid', 'name'],
      [{ address: '乐山\u0000小区' }, 'resident.invalid', 'address'],
      [{ phone: 'none' }, 'resident.invalid', 'phone'],
    ] as const
    for (const [input, code, field] of cases)
      assert.deepEqual(readInput(input), { ok: false, refusal: { code, params: { field } } })
  })
})
