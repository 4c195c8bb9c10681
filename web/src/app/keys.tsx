import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

const keys = ['j', 'k', 'Enter', 'c', '?'] as const

export function Keys({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={360}>
      <dl className="keys">
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${key === '?' ? 'help' : key.toLowerCase()}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
