import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refusedAs } from './refused-as.ts'

const photo = { kind: 'photo', title: { zh: '照片' }, mediaTypes: ['image/jpeg'], maxBytes: 2 * 1024 * 1024 }

describe('a file before it is sent', () => {
  it('is held back where it is larger than its kind may be, with the limit', () => {
    assert.equal(refusedAs({ type: 'image/jpeg', size: photo.maxBytes }, [photo]), null)
    assert.deepEqual(refusedAs({ type: 'image/jpeg', size: photo.maxBytes + 1 }, [photo]), {
      code: 'too_large',
      limit: 2,
    })
  })

  it('is held back where no kind takes its type', () => {
    assert.equal(refusedAs({ type: 'image/svg+xml', size: 1 }, [photo])?.code, 'type')
  })

  it('is left to the server where this machine does not know what it is', () => {
    for (const type of ['', 'application/octet-stream', 'text/markdown'])
      assert.equal(refusedAs({ type, size: 1 }, [photo]), null)
  })
})
