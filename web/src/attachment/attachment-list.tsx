/** 附件列表 — files beside what they came with: photos as thumbnails that open, recordings and films to play, documents to take along. */
import { FileTextOutlined } from '@ant-design/icons'
import { attachmentPath } from '@huying/contract/client.ts'
import { Image } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useLocale } from '../kernel/i18n.ts'
import { showBytes } from './bytes.ts'
import type { Attachment } from './send-file.ts'
import './attachment.css'

type Props = { attachments: readonly Attachment[] }

/** On a page of a matter, whose id stands in the address. */
export default function AttachmentList({ attachments }: Props) {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const photos = attachments.filter(({ kind, redacted }) => kind === 'photo' && !redacted)
  const others = attachments.filter((each) => !photos.includes(each))
  const nameOf = ({ kind, name }: Attachment) => name ?? t(`attachment.${kind}`)
  return (
    <div className="attachments">
      {photos.length > 0 && (
        <Image.PreviewGroup>
          {photos.map((photo) => (
            <Photo key={photo.id} path={attachmentPath(id, photo.id)} name={nameOf(photo)} />
          ))}
        </Image.PreviewGroup>
      )}
      {others.map((other) => (
        <Other key={other.id} attachment={other} path={attachmentPath(id, other.id)} name={nameOf(other)} />
      ))}
    </div>
  )
}

const SIDE = 96

function Photo({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation()
  return (
    <Image
      src={`${path}/thumbnail`}
      preview={{ src: path }}
      width={SIDE}
      height={SIDE}
      alt={t('attachment.open', { name })}
      loading="lazy"
    />
  )
}

type OtherProps = { attachment: Attachment; path: string; name: string }

function Other({ attachment, path, name }: OtherProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { kind, redacted, bytes } = attachment
  if (redacted)
    return <p className="is-redacted">{t('attachment.redacted', { kind: t(`attachment.${kind}`) })}</p>
  const size = showBytes(bytes, locale)
  if (kind === 'voice')
    return (
      // biome-ignore lint/a11y/useMediaCaption: what residents record has no captions
      <audio controls preload="none" src={path} aria-label={name} />
    )
  if (kind === 'video')
    return (
      // biome-ignore lint/a11y/useMediaCaption: what residents film has no captions
      <video controls preload="metadata" src={path} aria-label={name} />
    )
  return (
    <a
      className="attachment-document"
      href={path}
      download
      aria-label={t('attachment.download', { name, size })}
    >
      <FileTextOutlined />
      <span>{name}</span>
      <small>{size}</small>
    </a>
  )
}
