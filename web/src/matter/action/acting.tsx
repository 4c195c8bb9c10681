/** 可办事项 — only what the server says this person may do now; a form opens right above the buttons. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button, Dropdown } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formOf } from '../../catalogue/form-schema.ts'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'
import { useShortcuts } from '../../kernel/shortcuts.ts'
import { LoadingPane } from '../../kernel/state-pane.tsx'
import type { AbilityView } from '../use-matter.ts'
import { UndoBar } from './undo-bar.tsx'
import { useAct } from './use-act.ts'

const ActionForm = lazy(() => import('./form.tsx'))

/** How many buttons stand side by side in one line, before the rest goes into a menu. */
const SHOWN = { zh: 3, en: 2 }

export function Acting({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  // The ability is kept as it was opened: what is typed stays, even when somebody else has moved the matter on.
  const [open, setOpen] = useState<AbilityView | null>(null)
  const [done, setDone] = useState('')
  const words = useWords()
  const finish = (ability: AbilityView) => {
    setOpen(null)
    setDone(t('act.done', { title: words(ability.title) }))
  }
  const act = useAct(matter, finish)
  const choose = (ability: AbilityView) => {
    act.reset()
    setDone('')
    if (formOf(ability.form)) setOpen(ability)
    else act.mutate({ ability })
  }
  const [first] = matter.abilities
  useShortcuts({ a: () => !open && first && !act.isPending && choose(first) })
  return (
    <section className="acting" aria-label={t('act.title')}>
      <p className="sr-only" role="status">
        {done}
      </p>
      {open ? (
        <Suspense fallback={<LoadingPane />}>
          <ActionForm
            key={open.action}
            matter={matter}
            ability={open}
            onDone={finish}
            onCancel={() => setOpen(null)}
          />
        </Suspense>
      ) : (
        <>
          {act.isError && <ProblemAlert error={act.error} />}
          <UndoBar matter={matter} />
          <Bar matter={matter} busy={act.isPending} onChoose={choose} />
        </>
      )}
    </section>
  )
}

type BarProps = { matter: MatterView; busy: boolean; onChoose: (ability: AbilityView) => void }

function Bar({ matter, busy, onChoose }: BarProps) {
  const { t } = useTranslation()
  const words = useWords()
  const most = SHOWN[useLocale()]
  const { abilities } = matter
  if (abilities.length === 0)
    return <p className="acting-bar quiet">{t(matter.closedAt ? 'act.closed' : 'act.none')}</p>
  const [shown, rest] = [abilities.slice(0, most), abilities.slice(most)]
  const menu = {
    items: rest.map((ability) => ({ key: ability.action, label: words(ability.title) })),
    onClick: ({ key }: { key: string }) => {
      const ability = rest.find(({ action }) => action === key)
      if (ability) onChoose(ability)
    },
  }
  return (
    <div className="acting-bar">
      <span className="quiet">{t('act.you_may')}</span>
      {shown.map((ability, index) => (
        <Button
          key={ability.action}
          type={ability.primary && index === 0 ? 'primary' : 'default'}
          disabled={busy}
          {...(index === 0 ? { 'aria-keyshortcuts': 'a' } : {})}
          onClick={() => onChoose(ability)}
        >
          {words(ability.title)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown menu={menu} trigger={['click']} placement="topLeft">
          <Button disabled={busy}>{t('act.more', { count: rest.length })}</Button>
        </Dropdown>
      )}
    </div>
  )
}
