/** 框架 — where one is, one search for everything, the places one can go, and the page. */
import { PlusOutlined } from '@ant-design/icons'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useNavigate } from 'react-router'
import { useMe } from '../account/use-me.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { useFeed } from '../matter/use-feed.ts'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import './shell.css'

const Keys = lazy(() => import('./keys.tsx'))
const SearchBox = lazy(() => import('../insight/search-box.tsx'))
const Switcher = lazy(() => import('../territory/switcher.tsx'))

export function Shell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [help, setHelp] = useState(false)
  const isStaff = useMe().data?.kind === 'staff'
  useFeed()
  useShortcuts({ c: () => void navigate('/report'), '?': () => setHelp(true) })
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <Link to="/" className="logo">
          {t('app.name')}
        </Link>
        {isStaff && (
          <Suspense fallback={<span className="switcher" />}>
            <Switcher />
          </Suspense>
        )}
        {isStaff && (
          <div className="shell-search">
            <Suspense>
              <SearchBox />
            </Suspense>
          </div>
        )}
        <span className="shell-space" />
        <Link to="/report" className="button-link" aria-keyshortcuts="c">
          <PlusOutlined aria-hidden="true" /> {t('shell.report')}
        </Link>
        <PersonMenu onKeys={() => setHelp(true)} />
      </header>
      <Rail />
      <main id="page" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      {help && (
        <Suspense>
          <Keys onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  )
}
