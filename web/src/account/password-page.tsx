/** 换密码 — the first thing after a password that somebody else has given, or that is too old. */
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../kernel/query.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { PasswordForm } from './password-form.tsx'
import './sign-in-page.css'
import { signOut } from './use-me.ts'

export default function PasswordPage() {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${t('password.title')} · ${t('app.name')}`
  }, [t])
  return (
    <main className="sign-in">
      <section className="sign-in-card" aria-labelledby="password-title">
        <p className="sign-in-name">{t('app.name')}</p>
        <h1 id="password-title">{t('password.title')}</h1>
        <p className="quiet password-why">{t('password.why')}</p>
        <PasswordForm
          go={t('password.go')}
          onDone={() => queryClient.invalidateQueries({ queryKey: ['me'] })}
        />
        <footer>
          <LanguageSwitch />
          <Button type="text" size="small" onClick={() => void signOut()}>
            {t('password.out')}
          </Button>
        </footer>
      </section>
    </main>
  )
}
