/** 对人员的操作 — shut, open, a new password, the end of a post: said what it does, then done. */
import type { Handed, PersonRow } from '@huying/contract/administration/people.ts'
import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'
import { PasswordOnce } from './password-once.tsx'

export type Act = 'lock' | 'unlock' | 'reset' | 'end'
type Post = PersonRow['posts'][number]
type Props = {
  person: PersonRow
  act: Act
  post?: Post | undefined
  today: string
  onClose: () => void
}

export function PersonAct({ person, act, post, today, onClose }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const [on, setOn] = useState(today)
  const [handed, setHanded] = useState<Handed | null>(null)
  const keyFor = useCommandKey()
  const run = useMutation({
    mutationFn: (): Promise<unknown> => {
      const { administration } = client
      const key = keyFor({ act, id: person.accountId, post: post?.id, on })
      if (act === 'end') return administration.endPost(post?.id ?? '', on, key)
      if (act === 'reset') return administration.resetPassword(person.accountId, key).then(setHanded)
      return administration[act](person.accountId, key)
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['admin', 'people'] })
      if (act !== 'reset') onClose()
    },
  })
  if (handed)
    return (
      <PasswordOnce
        title={t('admin.people.handed_reset', { name: person.name })}
        password={handed.password}
        onClose={onClose}
      />
    )
  const { name } = person
  const asks = { lock: t('admin.people.lock_ask', { name }), reset: t('admin.people.reset_ask', { name }) }
  const hints = { lock: t('admin.people.lock_hint'), reset: t('admin.people.reset_hint') }
  return (
    <Modal
      open
      title={act === 'lock' || act === 'reset' ? asks[act] : t(`admin.people.${act}`)}
      okText={t(`admin.people.${act}`)}
      okButtonProps={{ danger: act === 'lock', loading: run.isPending }}
      onOk={() => run.mutate()}
      onCancel={onClose}
      width={480}
    >
      {(act === 'lock' || act === 'reset') && <p>{hints[act]}</p>}
      {act === 'unlock' && <p>{name}</p>}
      {act === 'end' && post && (
        <>
          <p>
            {name} · {words(post.organisation.name)} · {words(post.role.name)}
          </p>
          <label htmlFor="end-on">{t('admin.people.end_on')}</label>
          <Input id="end-on" type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </>
      )}
      {run.isError && <ProblemAlert error={run.error} />}
    </Modal>
  )
}
