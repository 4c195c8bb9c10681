/** 登录 — user name and password; nothing else is asked. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../kernel/problem.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import './sign-in-page.css'
import { signIn } from './use-me.ts'

type Answers = { username: string; password: string }

/** `again`: a session has ended, and its screen waits behind this one. */
export default function SignInPage({ again = false }: { again?: boolean }) {
  const { t } = useTranslation()
  const attempt = useMutation({
    mutationFn: ({ username, password }: Answers) => signIn(username.trim(), password),
  })
  useEffect(() => {
    const behind = document.title
    document.title = `${t('sign_in.title')} · ${t('app.name')}`
    return () => {
      document.title = behind
    }
  }, [t])
  return (
    <main className={again ? 'sign-in is-again' : 'sign-in'}>
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <p className="sign-in-name">{t('app.name')}</p>
        <p className="quiet">{t('app.promise')}</p>
        <h1 id="sign-in-title">{t('sign_in.title')}</h1>
        {again && (
          <Alert type="info" showIcon title={t('sign_in.again')} description={t('sign_in.again_hint')} />
        )}
        <Form<Answers> layout="vertical" requiredMark={false} onFinish={(answers) => attempt.mutate(answers)}>
          <Form.Item
            name="username"
            label={t('sign_in.username')}
            rules={[{ required: true, message: t('sign_in.username_missing') }]}
          >
            <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('sign_in.password')}
            rules={[{ required: true, message: t('sign_in.password_missing') }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {attempt.isError && <ProblemAlert error={attempt.error} />}
          <Button type="primary" htmlType="submit" size="large" block loading={attempt.isPending}>
            {t('sign_in.go')}
          </Button>
        </Form>
        <footer>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
