/** 换密码 — the old one, the new one, and the new one again. */
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { ProblemAlert } from '../kernel/problem.tsx'

type Answers = { current: string; next: string; again: string }
type Props = { go: string; onDone: () => unknown }

const SHORTEST = 10

export function PasswordForm({ go, onDone }: Props) {
  const { t } = useTranslation()
  const change = useMutation({
    mutationFn: ({ current, next }: Answers) => client.changePassword(current, next),
    onSuccess: onDone,
  })
  const required = { required: true, message: t('password.required') }
  return (
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
        {go}
      </Button>
    </Form>
  )
}
