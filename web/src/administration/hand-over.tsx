/** 交接 — a post, a colleague, from when until when. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input, message, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toInstant } from '../catalogue/local-time.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemAlert } from '../kernel/problem.tsx'

type Post = { value: string; label: string }
/** `from` and `until` as the fields write them, by the clock of the city. */
type Answers = { post: string; to: string; from: string; until: string }

export function HandOver({ posts, onDone }: { posts: readonly Post[]; onDone: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Answers>()
  const [note, holder] = message.useMessage()
  const keyFor = useCommandKey()
  const { timeZone } = useCatalogue()
  const post = Form.useWatch('post', form)
  const save = useMutation({
    mutationFn: ({ post, to, from, until }: Answers) => {
      const leave = {
        ...{ postId: post, accountId: to },
        ...{ fromAt: toInstant(from, timeZone) ?? from, toAt: toInstant(until, timeZone) ?? until },
      }
      return client.leave.begin(leave, keyFor(leave))
    },
    onSuccess: () => {
      form.resetFields(['to', 'from', 'until'])
      void note.success(t('leave.saved'))
      onDone()
    },
  })
  const rules = [{ required: true, message: t('leave.required') }]
  return (
    <Form<Answers>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={posts.length === 1 ? { post: posts[0]?.value } : {}}
      onFinish={(answers) => save.mutate(answers)}
    >
      {holder}
      <div className="leave-grid">
        <Form.Item name="post" label={t('leave.post')} rules={rules}>
          <Select options={[...posts]} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="to" label={t('leave.to')} rules={rules}>
          <ColleagueSelect post={post} />
        </Form.Item>
        <Form.Item name="from" label={t('leave.from')} rules={rules}>
          <Input type="datetime-local" step={900} />
        </Form.Item>
        <Form.Item name="until" label={t('leave.until')} rules={rules}>
          <Input type="datetime-local" step={900} />
        </Form.Item>
      </div>
      {save.isError && <ProblemAlert error={save.error} />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('leave.save')}
      </Button>
    </Form>
  )
}

type SelectProps = {
  id?: string
  value?: string
  onChange?: (next: string) => void
  post: string | undefined
}

function ColleagueSelect({ id, value, onChange, post }: SelectProps) {
  const { t } = useTranslation()
  const words = useWords()
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['colleagues', post, text],
    queryFn: ({ signal }) => client.leave.colleagues(post ?? '', text, signal),
    enabled: post !== undefined,
    placeholderData: (before) => before,
  })
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value })}
      onChange={(next: string) => onChange?.(next)}
      disabled={post === undefined}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('leave.to_hint')}
      notFoundContent={t('form.nothing_found')}
      options={(found.data?.rows ?? []).map(({ accountId, name, organisation, role }) => ({
        value: accountId,
        label: `${name} · ${words(organisation.name)} · ${words(role.name)}`,
      }))}
    />
  )
}
