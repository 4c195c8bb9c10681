/** 呼应工作台 — look, language and who is signed in; below it the screens. */
import { QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { lazy, type ReactNode, Suspense, useLayoutEffect } from 'react'
import { RouterProvider } from 'react-router'
import { useMe } from '../account/use-me.ts'
import { useCatalogueQuery } from '../catalogue/use-catalogue.ts'
import { useLocale } from '../kernel/i18n.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { queryClient } from '../kernel/query.ts'
import { useSessionOver } from '../kernel/session.ts'
import { LoadingPane } from '../kernel/state-pane.tsx'
import './base.css'
import { ReachBanner } from './reach-banner.tsx'
import { router } from './router.tsx'
import { paletteOf, themeOf } from './theme.ts'
import { useDark } from './use-dark.ts'

// Whoever is signed in already needs neither.
const PasswordPage = lazy(() => import('../account/password-page.tsx'))
const SignInPage = lazy(() => import('../account/sign-in-page.tsx'))
const late = (page: ReactNode) => <Suspense fallback={<LoadingPane />}>{page}</Suspense>

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <ReachBanner />
        <Door />
      </Look>
    </QueryClientProvider>
  )
}

function Look({ children }: { children: ReactNode }) {
  const isDark = useDark()
  const locale = useLocale()
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(paletteOf(isDark))) {
      document.documentElement.style.setProperty(name, value)
    }
  }, [isDark])
  return (
    <ConfigProvider
      theme={themeOf(isDark)}
      locale={locale === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}

/**
 * Nobody gets further without signing in; the address stays, so that they arrive where they wanted to go. Where a session ends in the
 * middle of something, all of it waits behind the door.
 */
function Door() {
  const me = useMe()
  const isOver = useSessionOver()
  if (me.isPending) return <LoadingPane />
  if (me.data === undefined) return <ProblemPane error={me.error} onRetry={() => void me.refetch()} />
  if (me.data === null) return late(<SignInPage />)
  if (me.data.mustChangePassword) return late(isOver ? <SignInPage again /> : <PasswordPage />)
  return (
    <>
      {isOver && late(<SignInPage again />)}
      <div key={me.data.accountId} className="inside" hidden={isOver}>
        <Inside />
      </div>
    </>
  )
}

function Inside() {
  const catalogue = useCatalogueQuery()
  if (catalogue.isPending) return <LoadingPane />
  if (!catalogue.data) return <ProblemPane error={catalogue.error} onRetry={() => void catalogue.refetch()} />
  return <RouterProvider router={router} />
}
