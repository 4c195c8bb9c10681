/** 空、加载、找不到 — the states of a pane that has nothing to show. */
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export function LoadingPane() {
  const { t } = useTranslation()
  return (
    <div className="pane-state" aria-busy="true" role="status" aria-label={t('state.loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  )
}

/** `part`: stands inside a page that has a heading of its own. */
type Empty = { title: string; hint?: string; part?: boolean; children?: ReactNode }

export function EmptyPane({ title, hint, part = false, children }: Empty) {
  const Heading = part ? 'h3' : 'h1'
  return (
    <div className="pane-state pane-empty">
      <svg
        width="72"
        height="48"
        viewBox="0 0 72 48"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        <path d="M6 8h34a10 10 0 0 1 0 20H22L12 37v-9H6z" strokeLinejoin="round" />
        <path d="M52 38c8-1.500 12-7 12-14" strokeLinecap="round" />
      </svg>
      <Heading>{title}</Heading>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  )
}
