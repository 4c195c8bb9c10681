/** 照片 — drawn anew: upright, at most 2560 pixels, and nothing left of what the camera wrote beside it (place, time, owner). */
import sharp, { type Sharp } from 'sharp'

/** Longest side in pixels: print-ready on A4, and a tenth of what a telephone sends. */
const LONGEST = 2560
const THUMBNAIL = 320
/** More is a bomb: a few kilobytes that unfold to gigabytes. The largest cameras of telephones have 108 million. */
const MOST_PIXELS = 128_000_000
/** The formats that the pack can allow; whatever else the library could open stays shut. */
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif', 'avif']

export type Photo = {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
  readonly thumbnail: Buffer
}

export const PHOTO_TYPE = 'image/jpeg'
export const PHOTO_EXTENSION = 'jpg'

/** Null where it cannot be opened, or is far too large. */
export async function redraw(path: string): Promise<Photo | null> {
  try {
    const image = sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, autoOrient: true })
    const { format } = await image.metadata()
    if (!format || !FORMATS.includes(format)) return null
    const { data, info } = await within(image, LONGEST).jpeg({ quality: 82 }).toBuffer({
      resolveWithObject: true,
    })
    const thumbnail = await within(sharp(data), THUMBNAIL).jpeg({ quality: 74 }).toBuffer()
    return { bytes: data, width: info.width, height: info.height, thumbnail }
  } catch {
    // Whatever the library says about somebody's bytes comes to the same.
    return null
  }
}

const within = (image: Sharp, side: number): Sharp =>
  image
    .flatten({ background: '#ffffff' })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
