import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyPane } from '../kernel/state-pane.tsx'

export function NotThere() {
  const { t } = useTranslation()
  return (
    <EmptyPane title={t('state.not_there')} hint={t('state.not_there_hint')}>
      <Link to="/">{t('state.to_inbox')}</Link>
    </EmptyPane>
  )
}

/** A fault of our own, or a page that was replaced by a newer version while it stood open. */
export function Broken() {
  const { t } = useTranslation()
  return (
    <EmptyPane title={t('state.broken')} hint={t('state.broken_hint')}>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('state.reload')}
      </Button>
    </EmptyPane>
  )
}
