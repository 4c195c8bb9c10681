/** 附件字段 — files are chosen, dropped or pasted; each shows how far it is, and can be removed until it is sent in. */
import { UPLOADS } from '@huying/contract/client.ts'
import { Upload, type UploadFile, type UploadProps } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UPLOADING } from '../catalogue/form-schema.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { refusedAs } from './refused-as.ts'
import { type Attachment, sendFile } from './send-file.ts'
import './attachment.css'

type Props = {
  id?: string
  /** Ids of what has arrived; what has not stands there as `UPLOADING`. */
  value?: string[]
  onChange?: (next: string[]) => void
  most?: number
}

type Item = UploadFile<Attachment>

/** As many as one report takes. */
const MOST = 9
const NONE: string[] = []

export function AttachmentField({ id, value = NONE, onChange, most = MOST }: Props) {
  const { t } = useTranslation()
  const { attachments } = useCatalogue()
  const [items, setItems] = useState<Item[]>([])
  const show = (next: Item[]) => {
    setItems(next)
    onChange?.(next.map(({ response, uid }) => response?.id ?? `${UPLOADING}${uid}`))
  }
  useRestored(value, show)
  const request: UploadProps['customRequest'] = ({ file, onProgress, onSuccess, onError }) => {
    const why = refusedAs(file as File, attachments)
    if (why) return void onError?.(new Error(t(`attachment.${why.code}`, why)))
    const onFailed = (sentence: string | null) => onError?.(new Error(sentence ?? t('attachment.broken')))
    const onDone = (attachment: Attachment) => onSuccess?.(attachment)
    const abort = sendFile(file as File, {
      ...{ onDone, onFailed },
      onProgress: (percent) => onProgress?.({ percent }),
    })
    return { abort }
  }
  // A form that was emptied after it was sent empties the field too.
  const shown = value.length === 0 ? items.filter(({ status }) => status !== 'done') : items
  const arrived = shown.findLast(({ status }) => status === 'done')
  return (
    <div className="attachment-field">
      <Upload.Dragger
        {...(id ? { id } : {})}
        multiple
        pastable
        listType="picture"
        accept={attachments.flatMap(({ mediaTypes }) => mediaTypes).join(',')}
        fileList={shown}
        customRequest={request}
        onChange={({ fileList }) => show(fileList)}
        onRemove={({ response }) => {
          if (response) client.discardUpload(response.id).catch(() => {}) // it is forgotten in a day
          return true
        }}
      >
        {t('attachment.add')}
      </Upload.Dragger>
      <p className="quiet">{t('attachment.hint', { most })}</p>
      <div role="alert" className="attachment-failed">
        {shown.length > most && <p>{t('attachment.most', { most })}</p>}
        {shown.map(({ uid, name, status, error }) =>
          status === 'error' ? <p key={uid}>{t('app.pair', { name, value: error?.message })}</p> : null,
        )}
      </div>
      <span role="status" className="attachment-status">
        {arrived && t('attachment.arrived', { name: arrived.name })}
      </span>
    </div>
  )
}

/** What a kept draft names is shown again; what is not there any more falls out of the answer. */
function useRestored(value: readonly string[], show: (items: Item[]) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what the draft kept
  useEffect(() => {
    if (value.length === 0) return
    const ids = value.filter((id) => !id.startsWith(UPLOADING))
    let here = true
    void Promise.all(ids.map((id) => client.upload(id).catch(() => null))).then((found) => {
      if (here) show(found.filter((each) => each !== null).map(restored))
    })
    return () => {
      here = false
    }
  }, [])
}

function restored(response: Attachment): Item {
  const { id, kind, name } = response
  const thumbnail = kind === 'photo' ? { thumbUrl: `${UPLOADS}/${id}/thumbnail` } : {}
  return { uid: id, name: name ?? kind, status: 'done', response, ...thumbnail }
}
