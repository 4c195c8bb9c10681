/** 框架 — header, inbox on the left, one page beside it. The list never loses its place. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { LanguageSwitch } from '../account/language-switch.tsx'
import { signOut, useMe } from '../account/use-me.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useWords } from '../kernel/i18n.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { Inbox } from '../matter/inbox.tsx'
import { useFeed } from '../matter/use-feed.ts'
import { Keys } from './keys.tsx'
import './shell.css'

export function Shell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [help, setHelp] = useState(false)
  useFeed()
  useShortcuts({ c: () => void navigate('/report'), '?': () => setHelp(true) })
  return (
    <div className={pathname === '/' ? 'shell is-list' : 'shell is-page'}>
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <Link to="/" className="logo">
          {t('app.name')}
        </Link>
        <Crumb />
        <span className="shell-space" />
        <Link to="/report" className="button-link" aria-keyshortcuts="c">
          {t('shell.report')} <kbd>C</kbd>
        </Link>
        <Button
          type="text"
          size="small"
          aria-label={t('keys.title')}
          aria-keyshortcuts="?"
          onClick={() => setHelp(true)}
        >
          <kbd>?</kbd>
        </Button>
        <LanguageSwitch />
        <WhoAmI />
      </header>
      <Inbox />
      <main id="page" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      <Keys open={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** From the city down to the territory of my first post. */
function Crumb() {
  const { t } = useTranslation()
  const words = useWords()
  const { jurisdiction } = useCatalogue()
  const post = useMe().data?.posts[0]
  const city = words(jurisdiction.name)
  const territory = post ? words(post.territory.name) : city
  return (
    <nav className="crumb" aria-label={t('shell.territory')}>
      {territory !== city && (
        <>
          {city}
          <i aria-hidden="true">/</i>
        </>
      )}
      <b>{territory}</b>
    </nav>
  )
}

function WhoAmI() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useWords()
  const me = useMe().data
  if (!me) return null
  const post = me.posts[0]
  // Whoever sits down next begins at their own inbox.
  const leave = async () => {
    await navigate('/')
    await signOut()
  }
  return (
    <div className="who">
      <span className="avatar" aria-hidden="true">
        {me.name.slice(0, 1)}
      </span>
      <span className="who-name">
        {me.name}
        {post && <small>{words(post.organisation.name)}</small>}
      </span>
      <Button size="small" onClick={() => void leave()}>
        {t('shell.sign_out')}
      </Button>
    </div>
  )
}
