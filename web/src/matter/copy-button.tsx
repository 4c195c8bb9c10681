import { CheckOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { text: string; label: string; icon: ReactNode }

/** Says that it was copied, or that the browser refuses: plain HTTP has no clipboard. */
export function CopyButton({ text, label, icon }: Props) {
  const { t } = useTranslation()
  const [said, setSaid] = useState<'copied' | 'copy_failed' | null>(null)
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(done ? 'copied' : 'copy_failed')
    setTimeout(() => setSaid(null), 3_000)
  }
  return (
    <>
      <Tooltip title={said ? t(`head.${said}`) : label}>
        <Button
          type="text"
          size="small"
          icon={said === 'copied' ? <CheckOutlined /> : icon}
          aria-label={label}
          onClick={() => void copy()}
        />
      </Tooltip>
      <span className="sr-only" role="status">
        {said && t(`head.${said}`)}
      </span>
    </>
  )
}
