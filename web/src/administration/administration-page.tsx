/** 管理 — one page with a tab for each thing an administrator keeps; a tab is an address. */
import { Tabs } from 'antd'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router'
import { useMe } from '../account/use-me.ts'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'
import './administration.css'

const tabs = {
  people: lazy(() => import('./people-tab.tsx')),
  duties: lazy(() => import('./duties-tab.tsx')),
  packs: lazy(() => import('./packs-tab.tsx')),
  import: lazy(() => import('./import-tab.tsx')),
  jobs: lazy(() => import('./jobs-tab.tsx')),
  audit: lazy(() => import('./audit-tab.tsx')),
} as const

/** Only for administrators of the whole authority: what they change touches everybody. */
const WHOLE = ['import', 'jobs']

export default function AdministrationPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe().data
  const at = useLocation().pathname.split('/')[2] ?? 'people'
  const isThere = me?.abilities.includes('administration') === true
  const isWhole = me?.abilities.includes('administration.all') === true
  useEffect(() => {
    document.title = `${t('admin.title')} · ${t('app.name')}`
  }, [t])
  if (!isThere) return <EmptyPane title={t('admin.not_yours')} hint={t('admin.not_yours_hint')} />
  const shown = Object.keys(tabs).filter((name) => isWhole || !WHOLE.includes(name))
  return (
    <div className="admin">
      <h1>{t('admin.title')}</h1>
      <Tabs
        className="admin-tabs"
        activeKey={at}
        onChange={(next) => void navigate(`/admin/${next}`)}
        items={shown.map((name) => ({ key: name, label: t(`admin.tabs.${name}`) }))}
      />
      <Suspense fallback={<LoadingPane />}>
        <Routes>
          <Route index element={<Navigate to="people" replace />} />
          {Object.entries(tabs).map(([name, Tab]) => (
            <Route
              key={name}
              path={`${name}/*`}
              element={isWhole || !WHOLE.includes(name) ? <Tab /> : <WholeOnly />}
            />
          ))}
        </Routes>
      </Suspense>
    </div>
  )
}

function WholeOnly() {
  const { t } = useTranslation()
  return <EmptyPane part title={t('admin.whole_only')} hint={t('admin.whole_only_hint')} />
}
