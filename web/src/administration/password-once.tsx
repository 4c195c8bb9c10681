/** 初始密码 — shown this once, large enough to be read out. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { title: string; password: string; onClose: () => void }

export function PasswordOnce({ title, password, onClose }: Props) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard?.writeText(password).then(() => setCopied(true))
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      maskClosable={false}
      width={480}
      footer={
        <>
          {/* Plain http has no clipboard; the text selects itself when it is clicked. */}
          {navigator.clipboard && (
            <Button onClick={() => void copy()}>{copied ? t('admin.copied') : t('admin.copy')}</Button>
          )}
          <Button type="primary" onClick={onClose}>
            {t('admin.people.done')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('admin.people.password')}</p>
      <code className="password-once">{password}</code>
      <p>{t('admin.people.handed_hint')}</p>
    </Modal>
  )
}
