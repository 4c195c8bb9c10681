/** 添加人员与任职 — one form: a new person with a first post, or one more post for somebody. */
import type { Handed, PeopleOptions, PersonRow } from '@huying/contract/administration/people.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Drawer, Form, Input, type InputRef, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'
import { PasswordOnce } from './password-once.tsx'

type Answers = {
  name: string
  username: string
  organisation: string
  role: string
  territory: string
  fromOn: string
  toOn?: string
}

type Props = { open: boolean; person: PersonRow | null; options: PeopleOptions; onClose: () => void }

export function PersonDrawer({ open, person, options, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Answers>()
  const [handed, setHanded] = useState<{ name: string; password: string } | null>(null)
  const keyFor = useCommandKey()
  const save = useMutation({
    mutationFn: async ({ name, username, ...answers }: Answers): Promise<Handed | null> => {
      const post = { ...answers, toOn: answers.toOn || null }
      if (person) {
        await client.administration.givePost(person.accountId, post, keyFor({ for: person.accountId, post }))
        return null
      }
      const one = { name: name.trim(), username: username.trim(), post }
      return client.administration.hire(one, keyFor(one))
    },
    onSuccess: async (made, { name }) => {
      if (made) setHanded({ name, password: made.password })
      form.resetFields()
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['admin', 'people'] })
    },
  })
  return (
    <>
      <Drawer
        open={open}
        onClose={onClose}
        size={480}
        destroyOnHidden
        autoFocus={person !== null}
        title={person ? t('admin.people.give_title', { name: person.name }) : t('admin.people.add_title')}
        footer={
          <div className="admin-bar" style={{ margin: 0 }}>
            <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
              {t('admin.people.save')}
            </Button>
            <Button onClick={onClose}>{t('admin.cancel')}</Button>
          </div>
        }
      >
        <Form<Answers>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ fromOn: options.today }}
          onFinish={(answers) => save.mutate(answers)}
        >
          {!person && <WhoFields />}
          <PostFields options={options} />
          {save.isError && <ProblemAlert error={save.error} />}
          <button type="submit" hidden />
        </Form>
      </Drawer>
      {handed && (
        <PasswordOnce
          title={t('admin.people.handed', { name: handed.name })}
          password={handed.password}
          onClose={() => setHanded(null)}
        />
      )}
    </>
  )
}

function WhoFields() {
  const { t } = useTranslation()
  const first = useRef<InputRef>(null)
  // As it appears, before the drawer has slid in: whoever types at once loses nothing.
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  const required = { required: true, whitespace: true, message: t('admin.people.required') }
  return (
    <>
      <Form.Item name="name" label={t('admin.people.name')} rules={[required]}>
        <Input ref={first} maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="username"
        label={t('admin.people.username')}
        rules={[required, { pattern: /^[A-Za-z][\w.-]{1,63}$/, message: t('admin.people.username_hint') }]}
        extra={t('admin.people.username_hint')}
      >
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
    </>
  )
}

/** The territory of a post lies within that of its organisation: only those are offered. */
function PostFields({ options }: { options: PeopleOptions }) {
  const { t } = useTranslation()
  const words = useWords()
  const form = Form.useFormInstance<Answers>()
  const chosen = Form.useWatch('organisation', form)
  const organisation = options.organisations.find(({ id }) => id === chosen)
  const required = { required: true, message: t('admin.people.required') }
  const names = new Map(options.organisations.map(({ id, name }) => [id, words(name)]))
  const territories = options.territories.filter(
    ({ id }) => !organisation || id.startsWith(organisation.territory),
  )
  const search = { optionFilterProp: 'label' }
  return (
    <>
      <Form.Item name="organisation" label={t('admin.people.organisation')} rules={[required]}>
        <Select
          showSearch={search}
          onChange={(id: string) =>
            form.setFieldValue('territory', options.organisations.find((one) => one.id === id)?.territory)
          }
          options={options.organisations.map(({ id, name, parentId }) => ({
            value: id,
            label: parentId && names.has(parentId) ? `${words(name)} · ${names.get(parentId)}` : words(name),
          }))}
        />
      </Form.Item>
      <Form.Item name="role" label={t('admin.people.role')} rules={[required]}>
        <Select
          showSearch={search}
          options={options.roles.map(({ id, name }) => ({ value: id, label: words(name) }))}
        />
      </Form.Item>
      <Form.Item name="territory" label={t('admin.people.territory')} rules={[required]}>
        <Select
          showSearch={search}
          options={territories.map(({ id, name }) => ({ value: id, label: `${words(name)} ${id}` }))}
        />
      </Form.Item>
      <div className="duty-try">
        <Form.Item name="fromOn" label={t('admin.people.from')} rules={[required]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toOn" label={t('admin.people.to')} extra={t('admin.people.to_open')}>
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  )
}
