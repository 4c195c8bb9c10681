/** 下载 — one file at a time, kept outside of any screen, so that leaving the list does not break it off. */
import { useSyncExternalStore } from 'react'

type FileState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly bytes: number }
  | { readonly kind: 'failed' }

let state: FileState = { kind: 'idle' }
let stop: AbortController | null = null
const listeners = new Set<() => void>()

function become(next: FileState): void {
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useFile = (): FileState => useSyncExternalStore(subscribe, () => state)

export const stopFile = (): void => stop?.abort()

export async function startFile(path: string, locale: string): Promise<void> {
  if (state.kind === 'busy') return
  const mine = new AbortController()
  stop = mine
  become({ kind: 'busy', bytes: 0 })
  try {
    const response = await fetch(path, {
      headers: { 'accept-language': locale },
      credentials: 'same-origin',
      signal: mine.signal,
    })
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
    const parts = await gather(response.body)
    save(new Blob(parts, { type: response.headers.get('content-type') ?? '' }), nameIn(response))
    become({ kind: 'idle' })
  } catch {
    become(mine.signal.aborted ? { kind: 'idle' } : { kind: 'failed' })
  }
}

async function gather(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const reader = body.getReader()
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return parts
    parts.push(value)
    bytes += value.byteLength
    become({ kind: 'busy', bytes })
  }
}

function nameIn(response: Response): string {
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return given ? decodeURIComponent(given) : 'list.xlsx'
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
