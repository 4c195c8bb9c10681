/** 上传 — a file as it is, with its progress: fetch tells nothing while it sends. */
import type { ImportRun } from '@huying/contract/administration/imports.ts'
import { AwayError, ProblemError } from '@huying/contract/client.ts'
import type { Problem } from '@huying/contract/kernel/problem.ts'
import { locale } from '../kernel/i18n.ts'

type Options = { file: File; key: string; onProgress: (share: number) => void }

export function uploadImport({ file, key, onProgress }: Options): Promise<ImportRun> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/admin/imports')
    const headers = {
      ...{ 'content-type': 'application/octet-stream', accept: 'application/json' },
      ...{ 'accept-language': locale(), 'idempotency-key': key },
      'x-file-name': encodeURIComponent(file.name),
    }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new AwayError(new Error('upload')))
    request.onload = () => {
      const body: unknown = request.response
      if (request.status === 201) resolve(body as ImportRun)
      else if (typeof body === 'object' && body !== null && 'code' in body)
        reject(new ProblemError(body as Problem))
      else reject(new AwayError(new Error(`HTTP ${request.status}`)))
    }
    request.send(file)
  })
}
