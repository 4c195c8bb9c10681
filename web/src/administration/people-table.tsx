/** 人员表 — a row for each person, their posts in it, what may be done at its end. */

import { MoreOutlined } from '@ant-design/icons'
import type { PeopleOptions, PersonRow } from '@huying/contract/administration/people.ts'
import { Button, Dropdown, Modal, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../account/use-me.ts'
import { useWords } from '../kernel/i18n.ts'
import { HandOver } from './hand-over.tsx'
import { type Act, PersonAct } from './person-act.tsx'
import { PersonDrawer } from './person-drawer.tsx'

type Props = { rows: readonly PersonRow[]; options: PeopleOptions }
type Doing = { person: PersonRow; act: Act; post?: PersonRow['posts'][number] }

export function PeopleTable({ rows, options }: Props) {
  const { t } = useTranslation()
  const [giving, setGiving] = useState<PersonRow | null>(null)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [handing, setHanding] = useState<PersonRow | null>(null)
  return (
    <>
      <Table<PersonRow>
        size="small"
        rowKey="accountId"
        pagination={false}
        dataSource={[...rows]}
        columns={[
          {
            title: t('admin.people.name'),
            width: 124,
            render: (_, { name }) => <span className="long">{name}</span>,
          },
          {
            title: t('admin.people.username'),
            width: 124,
            render: (_, { username }) => <span className="mono">{username}</span>,
          },
          {
            title: t('admin.people.posts'),
            render: (_, person) => (
              <Posts person={person} onEnd={(post) => setDoing({ person, act: 'end', post })} />
            ),
          },
          { title: t('admin.people.state'), width: 104, render: (_, person) => <State person={person} /> },
          {
            title: t('admin.people.act'),
            width: 152,
            render: (_, person) => (
              <Acts
                person={person}
                onGive={() => setGiving(person)}
                onAct={(act) => setDoing({ person, act })}
                onHandOver={() => setHanding(person)}
              />
            ),
          },
        ]}
      />
      <PersonDrawer
        open={giving !== null}
        person={giving}
        options={options}
        onClose={() => setGiving(null)}
      />
      {handing && <HandOverFor person={handing} onClose={() => setHanding(null)} />}
      {doing && <PersonAct {...doing} today={options.today} onClose={() => setDoing(null)} />}
    </>
  )
}

function Posts({ person, onEnd }: { person: PersonRow; onEnd: (post: PersonRow['posts'][number]) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  if (person.posts.length === 0) return <span className="quiet">{t('admin.people.no_posts')}</span>
  return (
    <ul className="post-list">
      {person.posts.map((post) => (
        <li key={post.id} className={post.isHeld ? '' : 'over'}>
          <span>
            {words(post.organisation.name)} · {words(post.role.name)}
            {!words(post.organisation.name).includes(words(post.territory.name)) && (
              <small className="quiet"> {words(post.territory.name)}</small>
            )}
          </span>
          <small className="quiet">
            {!post.isHeld && (
              <span className="tag">{post.mayEnd ? t('admin.people.coming') : t('admin.people.ended')}</span>
            )}{' '}
            <span className="mono">
              {post.toOn === null
                ? t('admin.people.since', { from: post.fromOn })
                : t('admin.people.from_to', { from: post.fromOn, to: post.toOn })}
            </span>
          </small>
          {post.mayEnd ? (
            <Button
              size="small"
              type="link"
              onClick={() => onEnd(post)}
              aria-label={`${t('admin.people.end')} ${words(post.organisation.name)}`}
            >
              {t('admin.people.end')}
            </Button>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  )
}

function State({ person }: { person: PersonRow }) {
  const { t } = useTranslation()
  if (person.isLocked) return <span className="tag tag-red">{t('admin.people.locked')}</span>
  if (person.mustChangePassword) return <span className="tag tag-amber">{t('admin.people.fresh')}</span>
  return <span className="tag tag-green">{t('admin.people.open')}</span>
}

/** Posts of a person on leave, to a colleague. */
function HandOverFor({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const posts = person.posts
    .filter(({ mayEnd }) => mayEnd)
    .map(({ id, organisation, role }) => ({
      value: id,
      label: `${words(organisation.name)} · ${words(role.name)}`,
    }))
  return (
    <Modal
      open
      footer={null}
      title={t('admin.people.hand_over_for', { name: person.name })}
      onCancel={onClose}
    >
      <HandOver posts={posts} onDone={onClose} />
    </Modal>
  )
}

type ActsProps = {
  person: PersonRow
  onGive: () => void
  onAct: (act: Act) => void
  onHandOver: () => void
}

function Acts({ person, onGive, onAct, onHandOver }: ActsProps) {
  const { t } = useTranslation()
  const isSelf = useMe().data?.accountId === person.accountId
  if (!person.mayKeep)
    return <span className="quiet">{isSelf ? t('admin.people.self') : t('admin.none')}</span>
  const acts: Act[] = [person.isLocked ? 'unlock' : 'lock', 'reset']
  return (
    <>
      <Button size="small" onClick={onGive}>
        {t('admin.people.give')}
      </Button>{' '}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...acts.map((act) => ({
              key: act,
              label: t(`admin.people.${act}`),
              onClick: () => onAct(act),
            })),
            ...(person.posts.some(({ mayEnd }) => mayEnd)
              ? [{ key: 'hand_over', label: t('leave.hand_over'), onClick: onHandOver }]
              : []),
          ],
        }}
      >
        <Button
          size="small"
          icon={<MoreOutlined aria-hidden="true" />}
          aria-label={t('admin.people.acts_for', { name: person.name })}
        />
      </Dropdown>
    </>
  )
}
