/** 撤回 — what was done by mistake can be taken back for a minute, or says why not. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNowBySecond } from '../../kernel/now.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'
import { useTelling } from '../timeline/telling.ts'
import { useUndo } from './use-act.ts'

export function UndoBar({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const undo = useUndo(matter)
  return (
    <>
      {undo.isError && <ProblemAlert error={undo.error} />}
      {matter.undoableUntil && <Bar matter={matter} until={matter.undoableUntil} undo={undo} />}
      {matter.undoRefused && <p className="undo-refused quiet">{t(`keep.${matter.undoRefused}`)}</p>}
    </>
  )
}

type Props = { matter: MatterView; until: string; undo: ReturnType<typeof useUndo> }

function Bar({ matter, until, undo }: Props) {
  const { t } = useTranslation()
  const tell = useTelling()
  const seconds = Math.ceil((Date.parse(until) - useNowBySecond()) / 1000)
  if (seconds <= 0) return null
  const last = matter.timeline.findLast(
    (entry) => entry.type === 'ActionTaken' || entry.type === 'MatterReported',
  )
  return (
    <div className="undo-bar">
      <span>{last ? t('undo.done', { what: tell(last).what }) : ''}</span>
      <Button size="small" loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('undo.go', { seconds: Math.min(seconds, 60) })}
      </Button>
    </div>
  )
}
