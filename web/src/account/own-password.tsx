/** 修改密码 — whoever thinks that somebody looked over their shoulder need not wait until they are made to. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PasswordForm } from './password-form.tsx'

export default function OwnPassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(false)
  return (
    <Modal open title={t('password.change')} footer={null} onCancel={onClose} width={420}>
      {done ? (
        <>
          <p role="status">{t('password.changed')}</p>
          <Button type="primary" autoFocus onClick={onClose}>
            {t('password.close')}
          </Button>
        </>
      ) : (
        <>
          <p className="quiet">{t('password.others')}</p>
          <PasswordForm go={t('password.change')} onDone={() => setDone(true)} />
        </>
      )}
    </Modal>
  )
}
