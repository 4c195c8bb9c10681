/** 传文件 — sends one file; what broke off goes on where it was, after a reload of the page too. */
import { ProblemError, UPLOADS } from '@huying/contract/client.ts'
import { client } from '../kernel/client.ts'
import { locale } from '../kernel/i18n.ts'

export type Attachment = Awaited<ReturnType<typeof client.upload>>

type Told = {
  readonly onProgress: (percent: number) => void
  readonly onDone: (attachment: Attachment) => void
  /** A sentence of the server, or null where there was no answer. */
  readonly onFailed: (why: string | null) => void
}

/** Waits between attempts, in ms: a lift, a tunnel, a restarted server. */
const WAITS = [0, 1_000, 3_000, 5_000, 10_000, 20_000]

/** No answer, a server that is not ready, or one still busy with the part before; a browser that believes it is offline is often wrong. */
const mayHavePassed = (status: number): boolean =>
  status === 0 || status >= 500 || status === 409 || status === 423

/** Returns how to stop it. */
export function sendFile(file: File, told: Told): () => void {
  let stop = () => {}
  let stopped = false
  const begin = async () => {
    const { Upload } = await import('tus-js-client')
    const upload = new Upload(file, {
      endpoint: UPLOADS,
      retryDelays: WAITS,
      onShouldRetry: (error) => mayHavePassed(error.originalResponse?.getStatus() ?? 0),
      metadata: { filename: file.name, filetype: file.type },
      headers: { 'accept-language': locale() },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => told.onProgress(Math.floor((sent / all) * 100)),
      onSuccess: () => void arrived(upload.url, told),
      onError: (error) => told.onFailed(sentenceOf(error)),
    })
    const [broken] = await upload.findPreviousUploads()
    if (broken) upload.resumeFromPreviousUpload(broken)
    if (stopped) return
    stop = () => void upload.abort(true).catch(() => {}) // what stays half is forgotten in a day
    upload.start()
  }
  begin().catch(() => told.onFailed(null))
  return () => {
    stopped = true
    stop()
  }
}

/** What became of it is asked until there is an answer: the line may break between the last byte and the question. */
async function arrived(url: string | null, told: Told, waits: readonly number[] = WAITS): Promise<void> {
  const [wait, ...rest] = waits
  try {
    told.onDone(await client.upload(url?.split('/').at(-1) ?? ''))
  } catch (error) {
    if (error instanceof ProblemError) return told.onFailed(error.problem.title)
    if (wait === undefined) return told.onFailed(null)
    setTimeout(() => void arrived(url, told, rest), wait)
  }
}

function sentenceOf(error: Error): string | null {
  const body = 'originalResponse' in error ? (error.originalResponse as Answered | null)?.getBody() : null
  try {
    return titleOf(JSON.parse(body ?? ''))
  } catch {
    return null
  }
}

type Answered = { getBody(): string }

const titleOf = (problem: unknown): string | null => (problem as { title?: string }).title ?? null
