import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { beside, fieldOfPath, reportOf } from './report.ts'

describe('a report from the screen', () => {
  it('sends only what was filled in', () => {
    const report = reportOf({
      text: ' 路灯不亮 ',
      kind: 'light',
      place: { address: '北门 ' },
      name: ' ',
      urgent: false,
      form: { note: '' },
    })
    assert.deepEqual(report, { kind: 'light', text: '路灯不亮', place: { address: '北门' } })
  })

  it('adds what the gazetteer knows about a picked place', () => {
    const place = { address: '北门', territory: '123456', point: [117.1, 36.6], path: '某街道' }
    assert.deepEqual(reportOf({ text: '路灯不亮', kind: 'light', place }).place, {
      address: '北门',
      territory: '123456',
      lon: 117.1,
      lat: 36.6,
    })
  })

  it('shows an error of the server at the field it is about', () => {
    assert.deepEqual(fieldOfPath(['place', 'address']), ['place'])
    assert.deepEqual(fieldOfPath(['reporter', 'phone']), ['phone'])
    assert.deepEqual(fieldOfPath(['form', 'floor']), ['form', 'floor'])
    assert.deepEqual(fieldOfPath(['form', 'text']), ['text'])
    assert.equal(fieldOfPath(['title']), null)
  })

  it('asks for the text once, also where the form of the kind asks for it', () => {
    const text = { type: 'string', title: { zh: '事由', en: 'Why' } } as const
    const form = {
      id: 'call',
      title: { zh: '呼叫', en: 'Call' },
      required: ['text', 'effort'],
      properties: { text, effort: text },
    }
    assert.deepEqual(beside(form), { ...form, required: ['effort'], properties: { effort: text } })
    assert.equal(beside({ ...form, properties: { text } }), null)
  })
})
