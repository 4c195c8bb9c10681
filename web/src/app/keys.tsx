/** 快捷键 — every key of the desk, by where it works. */
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

/** What is pressed, and the message that says what it does. */
const groups = {
  everywhere: { '/': 'search', c: 'report', t: 'territory', '?': 'help' },
  list: {
    'j ↓': 'next',
    'k ↑': 'previous',
    Enter: 'open',
    x: 'select',
    'Shift+X': 'select_range',
    Esc: 'select_none',
    f: 'follow',
    '1 2 3': 'tabs',
  },
  matter: { a: 'act' },
} as const

export default function Keys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open onCancel={onClose} footer={null} title={t('keys.title')} width={420}>
      {Object.entries(groups).map(([group, keys]) => (
        <section key={group} className="keys" aria-label={t(`keys.${group}`)}>
          <h2>{t(`keys.${group}`)}</h2>
          <dl>
            {Object.entries(keys).map(([key, what]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((one) => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </dt>
                <dd>{t(`keys.${what}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  )
}
