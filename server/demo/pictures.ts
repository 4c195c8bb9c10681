/**
 * 演示图片 — what people of the demo photographed: drawings in `demo/pictures/<name>.svg` of the pack, which `demo/reports.yaml` names
 * by kind of matter. They come in by the same way as everybody's photos.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Metadata } from '@tus/server'
import sharp from 'sharp'
import { finish } from '../attachment/finish.ts'
import { type Owner, UPLOADS_PATH } from '../attachment/uploads.ts'
import type { Change } from '../matter/rows.ts'
import type { Services } from '../services.ts'

/** Enough to see; each takes some hundredths of a second. */
const MOST = 36
const WIDTH = 1200

/** The newest reports of kinds that have a picture come with it. */
export async function withPictures(
  services: Services,
  changes: readonly Change[],
  folder: string,
  pictures: Readonly<Record<string, string>>,
): Promise<Change[]> {
  const newest = changes
    .filter(
      ({ before, after, events }) => before === null && pictureOf(pictures, after.kind) && ownerOf(events[0]),
    )
    .toSorted((a, b) => b.after.reportedAt - a.after.reportedAt)
    .slice(0, MOST)
  const chosen = new Set(newest)
  const shown: Change[] = []
  for (const change of changes) {
    const name = chosen.has(change) ? pictureOf(pictures, change.after.kind) : undefined
    shown.push(name ? await withPicture(services, change, folder, name) : change)
  }
  return shown
}

/** By the kind itself or a wider one. */
function pictureOf(pictures: Readonly<Record<string, string>>, kind: string): string | undefined {
  const parts = kind.split('.')
  const kinds = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
  return kinds.map((each) => pictures[each]).find((each) => each !== undefined)
}

const ownerOf = (event: Change['events'][number] | undefined): string | null =>
  event?.type === 'MatterReported' ? event.by.accountId : null

async function withPicture(
  services: Services,
  change: Change,
  folder: string,
  name: string,
): Promise<Change> {
  const [reported, ...others] = change.events
  const accountId = ownerOf(reported)
  if (reported?.type !== 'MatterReported' || accountId === null) return change
  const svg = await readFile(join(folder, 'demo', 'pictures', `${name}.svg`))
  const bytes = await sharp(svg).resize(WIDTH).jpeg().toBuffer()
  const taken = await bring(services, { jurisdiction: change.after.jurisdiction, accountId }, bytes)
  const event = { ...reported, attachments: { [taken.id]: taken.sha256.toString('hex') } }
  const written = new Map([...change.written].map(([key, texts]) => [key === reported ? event : key, texts]))
  return { ...change, events: [event, ...others], written, sentIn: { event, ids: [taken.id] } }
}

async function bring(services: Services, owner: Owner, bytes: Buffer) {
  const metadata = { filename: '现场.jpg', filetype: 'image/jpeg' }
  const tus = { 'tus-resumable': '1.0.0' }
  const begun = await services.uploads.handle(
    new Request(`http://localhost${UPLOADS_PATH}`, {
      method: 'POST',
      headers: {
        ...{ ...tus, 'upload-length': String(bytes.byteLength) },
        'upload-metadata': Metadata.stringify({
          ...{ ...metadata, account: owner.accountId, authority: owner.jurisdiction },
        }),
      },
    }),
  )
  const location = begun.headers.get('location') ?? ''
  await services.uploads.handle(
    new Request(`http://localhost${location}`, {
      method: 'PATCH',
      headers: {
        ...{ ...tus, 'upload-offset': '0', 'content-length': String(bytes.byteLength) },
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    }),
  )
  const done = await finish(services, owner, location.split('/').at(-1) ?? '')
  if (!done.ok) throw new Error(`a picture of the demo was refused: ${done.refusal.code}`)
  return done.value
}
