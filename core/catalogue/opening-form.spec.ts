import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildCatalogue } from './dispatch.ts'
import { openingForm } from './opening-form.ts'

const words = { zh: '字', en: 'word' }
const form = (id: string) => ({ id, title: words, properties: {} })
const rules = {
  catalogue: buildCatalogue(
    [
      { id: 'wide', title: words, loop: 'request', form: 'own' },
      { id: 'narrow', parentId: 'wide', title: words },
      { id: 'plain', title: words, loop: 'request' },
      { id: 'bare', title: words },
    ],
    [],
  ),
  forms: new Map(['own', 'usual', 'called'].map((id) => [id, form(id)])),
  loops: new Map([
    ['request', { opens: { form: 'usual' } }],
    ['call', { opens: { form: 'called' } }],
  ]),
}

describe('the form that a kind opens with', () => {
  it('is its own or a wider kind’s, else that of its loop', () => {
    assert.equal(openingForm(rules, 'narrow')?.id, 'own')
    assert.equal(openingForm(rules, 'plain')?.id, 'usual')
  })

  it('is that of the loop which carries the matter, where that is another', () => {
    assert.equal(openingForm(rules, 'plain', 'call')?.id, 'called')
  })

  it('is none for a group, and for a kind that is not there', () => {
    assert.equal(openingForm(rules, 'bare'), null)
    assert.equal(openingForm(rules, 'gone'), null)
  })
})
