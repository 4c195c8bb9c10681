/** 期限 — every deadline answers "why"; those that have ended are folded. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { usePrinting } from '../../kernel/printing.ts'
import type { ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { ClockBadge } from './badge.tsx'
import { isRunning } from './next-due.ts'
import { Why } from './why.tsx'

export function Clocks({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const printing = usePrinting()
  if (matter.clocks.length === 0) return null
  const used = matter.clocks.filter(isOfUse).sort(byWeight)
  const ended = matter.clocks.filter((clock) => !isOfUse(clock) && !clock.window)
  return (
    <section aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('matter.clocks')}</h2>
      <ClockList clocks={used} matter={matter} />
      {ended.length > 0 && (
        <details open={printing || undefined}>
          <summary>{t('why.earlier', { count: ended.length })}</summary>
          <ClockList clocks={ended} matter={matter} />
        </details>
      )}
    </section>
  )
}

function ClockList({ clocks, matter }: { clocks: readonly ClockView[]; matter: MatterView }) {
  const unitOf = new Map(matter.assignments.map((one) => [one.id, one.unit]))
  return (
    <ul className="clocks">
      {clocks.map((clock) => (
        <Clock
          key={`${clock.name} ${clock.assignmentId} ${clock.startedAt}`}
          clock={clock}
          unit={unitOf.get(clock.assignmentId ?? '')}
        />
      ))}
    </ul>
  )
}

function Clock({ clock, unit }: { clock: ClockView; unit: MatterView['holder'] | undefined }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const printing = usePrinting()
  return (
    <li>
      <div className="clock-line">
        <span>
          {words(clock.title)}
          {unit && <small className="quiet"> {words(unit.name)}</small>}
        </span>
        {isRunning(clock) ? <ClockBadge clock={clock} /> : <span className="tag">{t(stillness(clock))}</span>}
      </div>
      <details open={printing || undefined}>
        <summary>
          {t('clock.due', { at: told.short(clock.dueAt) })} · {t('clock.why')}
        </summary>
        <Why clock={clock} />
      </details>
    </li>
  )
}

/** What was promised first, then by deadline; what only permits something last. */
function byWeight(a: ClockView, b: ClockView): number {
  const weight = (clock: ClockView) => (clock.promise ? 0 : clock.window ? 2 : 1)
  return weight(a) - weight(b) || Date.parse(a.dueAt) - Date.parse(b.dueAt)
}

/** Running ones, and the promise with what became of it; a window that has closed permits nothing any more. */
function isOfUse(clock: ClockView): boolean {
  if (clock.promise) return true
  return clock.stoppedAt === null && !(clock.window && clock.breachedAt !== null)
}

/** A clock that does not run is paused, or has ended in time or late. */
function stillness(clock: ClockView): string {
  if (clock.stoppedAt === null) return 'clock.paused'
  return clock.breachedAt === null ? 'clock.kept' : 'clock.missed'
}
