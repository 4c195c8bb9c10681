/** 切换辖区 — the path of the current territory in the header; opens the tree to change it. */
import type { TerritoryItem } from '@huying/contract/territory/territory.ts'
import { Popover } from 'antd'
import { Fragment, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { useTerritory } from './current.ts'
import './switcher.css'
import { isBelow, useRoots, useTerritoryView } from './use-territories.ts'

const SwitcherPanel = lazy(() => import('./switcher-panel.tsx'))

export default function Switcher() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { code, linked, choose } = useTerritory()
  const roots = useRoots().data
  useShortcuts({ t: () => setOpen(true) })
  useEffect(() => {
    // What an earlier person at this tab had chosen, or a territory that is no more. A link may lead further.
    if (roots && code !== null && !linked && !isBelow(roots, code)) choose(null)
  }, [roots, code, linked, choose])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const pick = (next: string | null) => {
    choose(next)
    close()
  }
  if (!roots) return <span className="switcher" aria-busy="true" />
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <Suspense fallback={<LoadingPane />}>
          <SwitcherPanel roots={roots} code={code} onPick={pick} onClose={close} />
        </Suspense>
      }
    >
      <button
        ref={button}
        type="button"
        className="switcher"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-keyshortcuts="t"
      >
        <span className="sr-only">{t('territory.switch')} </span>
        <Path code={code ?? (roots.length === 1 ? (roots[0]?.code ?? null) : null)} roots={roots} />
        <span aria-hidden="true" className="switcher-mark">
          ▾
        </span>
      </button>
    </Popover>
  )
}

function Path({ code, roots }: { code: string | null; roots: readonly TerritoryItem[] }) {
  const { t } = useTranslation()
  const words = useWords()
  const view = useTerritoryView(code)
  const path = view.data?.code === code ? view.data?.path : undefined
  const only = roots.find((root) => root.code === code)
  if (code === null) return <b>{t('territory.several', { count: roots.length })}</b>
  if (!path) return <b>{only ? words(only.name) : code}</b>
  return (
    <>
      {path.map((each, index) => (
        <Fragment key={each.code}>
          {index > 0 && <i aria-hidden="true">/</i>}
          {index === path.length - 1 ? <b>{words(each.name)}</b> : <span>{words(each.name)}</span>}
        </Fragment>
      ))}
    </>
  )
}
