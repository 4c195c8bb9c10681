/** 附件列表 — files beside what they came with: photos as thumbnails that open, recordings and films to play, documents to take along. */
import { DownloadOutlined, FileTextOutlined } from '@ant-design/icons'
import { attachmentPath } from '@huying/contract/client.ts'
import { Image } from 'antd'
import { cloneElement, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useLocale } from '../kernel/i18n.ts'
import { showBytes } from './bytes.ts'
import { PhotoTools } from './photo-tools.tsx'
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
  const titleOf = (photo: Attachment | undefined) => (photo ? nameOf(photo) : '')
  return (
    <div className="attachments">
      {photos.length > 0 && (
        <Image.PreviewGroup
          preview={{
            alt: t('attachment.preview'),
            countRender: () => null, // told beside the name
            imageRender: (image, { current }) =>
              cloneElement(image as ReactElement<{ alt: string }>, { alt: titleOf(photos[current]) }),
            actionsRender: (_, { current, total, actions }) => (
              <PhotoTools
                title={titleOf(photos[current])}
                path={attachmentPath(id, photos[current]?.id ?? '')}
                count={t('attachment.count', { n: current + 1, total })}
                actions={actions}
              />
            ),
          }}
        >
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
  const download = (icon: ReactNode) => (
    <a
      className="attachment-document"
      href={path}
      download={name}
      aria-label={t('attachment.download', { name, size })}
    >
      {icon}
      <span>{name}</span>
      <small>{size}</small>
    </a>
  )
  if (kind === 'document') return download(<FileTextOutlined />)
  return (
    <figure className="attachment-media">
      {kind === 'voice' ? (
        // biome-ignore lint/a11y/useMediaCaption: what residents record has no captions
        <audio controls preload="none" src={path} aria-label={name} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: what residents film has no captions
        <video controls preload="metadata" src={path} aria-label={name} />
      )}
      <figcaption>{download(<DownloadOutlined />)}</figcaption>
    </figure>
  )
}
