/** 头部按钮 — follow it, put it on paper, hand it on. */
import { FilePdfOutlined, LinkOutlined, PrinterOutlined } from '@ant-design/icons'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../kernel/i18n.ts'
import { CopyButton } from '../copy-button.tsx'
import { FollowButton } from './follow-button.tsx'

export function HeadActions({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const file = `/api/matters/${matter.id}/file.pdf?language=${locale}`
  return (
    <span className="head-actions">
      <FollowButton matter={matter} />
      <Tooltip title={t('head.print')}>
        <Button
          type="text"
          size="small"
          icon={<PrinterOutlined />}
          aria-label={t('head.print')}
          onClick={() => window.print()}
        />
      </Tooltip>
      <Tooltip title={t('head.pdf')}>
        <Button
          type="text"
          size="small"
          icon={<FilePdfOutlined />}
          aria-label={t('head.pdf')}
          href={file}
          download={`${matter.number}.pdf`}
        />
      </Tooltip>
      <CopyButton
        text={`${location.origin}/matters/${matter.id}`}
        label={t('head.copy_link')}
        icon={<LinkOutlined />}
      />
    </span>
  )
}
