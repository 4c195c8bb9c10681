/** 我的 — who sits here; language, look and the way out. */
import { Dropdown, type MenuProps } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { signOut, useMe } from '../account/use-me.ts'
import { chooseLanguage, useLocale, useWords } from '../kernel/i18n.ts'
import { chooseLook, looks, useLook } from './use-dark.ts'

const OwnPassword = lazy(() => import('../account/own-password.tsx'))

/** Each language is named in itself, so that whoever needs it can read it. */
const languages = { zh: '中文', en: 'English' } as const

export function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useWords()
  const me = useMe().data
  const locale = useLocale()
  const look = useLook()
  const [password, setPassword] = useState(false)
  if (!me) return null
  const post = me.posts[0]
  // Whoever sits down next begins at their own inbox.
  const leave = async () => {
    await navigate('/')
    await signOut()
  }
  const items: MenuProps['items'] = [
    {
      type: 'group',
      label: t('shell.language'),
      children: Object.entries(languages).map(([key, label]) => ({
        key: `language.${key}`,
        label: <span lang={key === 'zh' ? 'zh-CN' : 'en'}>{label}</span>,
        onClick: () => chooseLanguage(key as keyof typeof languages),
      })),
    },
    {
      type: 'group',
      label: t('shell.look'),
      children: looks.map((one) => ({
        key: `look.${one}`,
        label: t(`shell.look_${one}`),
        onClick: () => chooseLook(one),
      })),
    },
    { type: 'divider' },
    // Who holds no post has none to hand over.
    ...(me.posts.length > 0
      ? [{ key: 'leave', label: t('shell.my_leave'), onClick: () => void navigate('/leave') }]
      : []),
    { key: 'password', label: t('password.change'), onClick: () => setPassword(true) },
    { key: 'keys', label: t('keys.title'), onClick: onKeys },
    { key: 'out', label: t('shell.sign_out'), onClick: () => void leave() },
  ]
  return (
    <>
      <Dropdown
        menu={{ items, selectable: true, selectedKeys: [`language.${locale}`, `look.${look}`] }}
        trigger={['click']}
        placement="bottomRight"
      >
        <button type="button" className="who" aria-haspopup="menu">
          <span className="avatar" aria-hidden="true">
            {me.name.slice(0, 1)}
          </span>
          <span className="who-name">
            {me.name}
            {post && <small>{words(post.organisation.name)}</small>}
          </span>
        </button>
      </Dropdown>
      {password && (
        <Suspense>
          <OwnPassword onClose={() => setPassword(false)} />
        </Suspense>
      )}
    </>
  )
}
