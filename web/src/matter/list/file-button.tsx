/** 导出 — a list as an Excel file; it goes on while one does something else, says how far it is, and can be stopped. */
import { DownloadOutlined, StopOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../kernel/i18n.ts'
import { startFile, stopFile, useFile } from './file.ts'

export function FileButton({ path, small = false }: { path: string; small?: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const file = useFile()
  const isBusy = file.kind === 'busy'
  const said = isBusy
    ? t('filter.file_busy', { size: `${Math.ceil(file.bytes / 1024).toLocaleString('en')} kB` })
    : file.kind === 'failed'
      ? t('filter.file_failed')
      : t('filter.file')
  return (
    <>
      <Tooltip title={isBusy ? `${said} · ${t('filter.file_stop')}` : said}>
        <Button
          type="text"
          size={small ? 'small' : 'middle'}
          danger={file.kind === 'failed'}
          icon={isBusy ? <StopOutlined /> : <DownloadOutlined />}
          aria-label={isBusy ? t('filter.file_stop') : t('filter.file')}
          onClick={isBusy ? stopFile : () => void startFile(path, locale)}
        />
      </Tooltip>
      <span className={file.kind === 'failed' ? 'inbox-file-failed' : 'sr-only'} role="status">
        {file.kind === 'idle' ? '' : said}
      </span>
    </>
  )
}
