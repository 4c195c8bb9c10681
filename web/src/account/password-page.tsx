/** 换密码 — the first thing after a password that somebody else has given, or that is too old. */
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'
import { LanguageSwitch } from './language-switch.tsx'
import './sign-in-page.css'
import { signOut } from './use-me.ts'

type Answers = { current: string; next: string; again: string }

const SHORTEST = 10

export default function PasswordPage() {
  const { t } = useTranslation()
  const change = useMutation({
    mutationFn: ({ current, next }: Answers) => client.changePassword(current, next),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
  })
  useEffect(() => {
    document.title = `${t('password.title')} · ${t('app.name')}`
  }, [t])
  const required = { required: true, message: t('password.required') }
  return (
    <main className="sign-in">
      <section className="sign-in-card" aria-labelledby="password-title">
        <p className="sign-in-name">{t('app.name')}</p>
        <h1 id="password-title">{t('password.title')}</h1>
        <p className="quiet password-why">{t('password.why')}</p>
        <Form<Answers> layout="vertical" requiredMark={false} onFinish={(answers) => change.mutate(answers)}>
          <Form.Item name="current" label={t('password.current')} rules={[required]}>
            <Input.Password autoFocus autoComplete="current-password" size="large" />
          </Form.Item>
          <Form.Item
            name="next"
            label={t('password.next')}
            extra={t('password.next_hint')}
            rules={[required, { min: SHORTEST, message: t('password.short') }]}
          >
            <Input.Password autoComplete="new-password" size="large" />
          </Form.Item>
          <Form.Item
            name="again"
            label={t('password.again')}
            dependencies={['next']}
            rules={[
              required,
              ({ getFieldValue }) => ({
                validator: async (_, value) => {
                  if (value && value !== getFieldValue('next')) throw new Error(t('password.differs'))
                },
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" size="large" />
          </Form.Item>
          {change.isError && <ProblemAlert error={change.error} />}
          <Button type="primary" htmlType="submit" size="large" block loading={change.isPending}>
            {t('password.go')}
          </Button>
        </Form>
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
