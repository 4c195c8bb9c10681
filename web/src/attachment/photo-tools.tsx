/** 看大图 — below a photo at its full size: which it is, nearer and farther, turned, and how to keep it. */
import {
  DownloadOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Actions = Record<'onZoomIn' | 'onZoomOut' | 'onRotateLeft' | 'onRotateRight', () => void>
type Props = { title: string; count: string; path: string; actions: Actions }

export function PhotoTools({ title, count, path, actions }: Props) {
  const { t } = useTranslation()
  const tools: [name: string, icon: ReactNode, act: () => void][] = [
    [t('attachment.zoom_out'), <ZoomOutOutlined key="out" />, actions.onZoomOut],
    [t('attachment.zoom_in'), <ZoomInOutlined key="in" />, actions.onZoomIn],
    [t('attachment.turn_left'), <RotateLeftOutlined key="left" />, actions.onRotateLeft],
    [t('attachment.turn_right'), <RotateRightOutlined key="right" />, actions.onRotateRight],
  ]
  const keep = t('attachment.keep', { name: title })
  return (
    <div className="photo-tools">
      <span className="photo-name" role="status">
        {title} <small>{count}</small>
      </span>
      {tools.map(([name, icon, act]) => (
        <button key={name} type="button" title={name} aria-label={name} onClick={act}>
          {icon}
        </button>
      ))}
      <a href={path} download={title} title={keep} aria-label={keep}>
        <DownloadOutlined />
      </a>
    </div>
  )
}
