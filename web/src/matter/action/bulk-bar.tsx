/** 批量办理 — how many are chosen and what can be done with them; then how far it is, and what became of each. */
import type { SharedAbility } from '@huying/contract/matter/bulk.ts'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { Button, Dropdown, Progress } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, formOf } from '../../catalogue/form-schema.ts'
import { dropDraft } from '../../kernel/draft.ts'
import { useWords } from '../../kernel/i18n.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'
import { bulkDraft, type Outcome, type Results } from './bulk-run.ts'
import { type BulkRun, useBulkRun } from './use-bulk-run.ts'
import { useSharedAbilities } from './use-shared-abilities.ts'

const BulkForm = lazy(() => import('./bulk-form.tsx'))

/** Buttons beside each other before the rest goes into a menu. */
const SHOWN = 3

type Props = {
  rows: readonly MatterRow[]
  chosen: ReadonlySet<string>
  onKeep: (ids: Iterable<string>) => void
}

export default function BulkBar({ rows, chosen, onKeep }: Props) {
  const { t } = useTranslation()
  const [form, setForm] = useState<SharedAbility | null>(null)
  const run = useBulkRun((left) => onKeep(left))
  const begin = async (ability: SharedAbility, answers: Answers | null) => {
    setForm(null)
    // What was written stays for those that are left.
    if ((await run.start(ability, answers, [...chosen])) === 0) dropDraft(bulkDraft(ability))
  }
  const choose = (ability: SharedAbility) =>
    formOf(ability.form) ? setForm(ability) : void begin(ability, null)
  return (
    <section className="bulk" aria-label={t('bulk.bar')}>
      {run.now ? (
        <Running run={run} now={run.now} rows={rows} />
      ) : form ? (
        <Suspense fallback={<p className="quiet">{t('state.loading')}</p>}>
          <BulkForm
            ability={form}
            chosen={chosen.size}
            onSend={(answers) => void begin(form, answers)}
            onCancel={() => setForm(null)}
          />
        </Suspense>
      ) : (
        <Choice rows={rows} chosen={chosen} onKeep={onKeep} onChoose={choose} />
      )}
    </section>
  )
}

function Choice({ rows, chosen, onKeep, onChoose }: Props & { onChoose: (ability: SharedAbility) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const { data, isFetching, error } = useSharedAbilities([...chosen])
  const abilities = data ?? []
  const [shown, rest] = [abilities.slice(0, SHOWN), abilities.slice(SHOWN)]
  const name = (ability: SharedAbility) =>
    t('bulk.some', { title: words(ability.title), count: ability.matters.length })
  const menu = {
    items: rest.map((ability, n) => ({ key: String(n), label: name(ability) })),
    onClick: ({ key }: { key: string }) => {
      const ability = rest[Number(key)]
      if (ability) onChoose(ability)
    },
  }
  return (
    <>
      <div className="bulk-line">
        <b role="status">{t('bulk.selected', { count: chosen.size })}</b>
        <Button type="link" size="small" onClick={() => onKeep(rows.map(({ id }) => id))}>
          {t('bulk.all', { count: rows.length })}
        </Button>
        <Button type="link" size="small" onClick={() => onKeep([])}>
          {t('bulk.none')}
        </Button>
      </div>
      {error && <ProblemAlert error={error} />}
      <div className="bulk-line" aria-busy={isFetching}>
        {!data && isFetching && <span className="quiet">{t('bulk.reading')}</span>}
        {data?.length === 0 && <span className="quiet">{t('bulk.nothing')}</span>}
        {shown.map((ability, n) => (
          <Button
            key={`${ability.action} ${ability.matters[0]?.id}`}
            size="small"
            type={ability.primary && n === 0 ? 'primary' : 'default'}
            disabled={isFetching}
            onClick={() => onChoose(ability)}
          >
            {name(ability)}
          </Button>
        ))}
        {rest.length > 0 && (
          <Dropdown menu={menu} trigger={['click']} placement="topRight">
            <Button size="small" disabled={isFetching}>
              {t('bulk.more')}
            </Button>
          </Dropdown>
        )}
      </div>
    </>
  )
}

function Running({
  run,
  now,
  rows,
}: {
  run: BulkRun
  now: NonNullable<BulkRun['now']>
  rows: readonly MatterRow[]
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { ability, results, isOver, isStopped } = now
  const title = words(ability.title)
  const done = [...results.values()].filter(({ kind }) => kind === 'done').length
  const failed = [...results].filter(([, { kind }]) => kind !== 'done')
  const said = !isOver
    ? t('bulk.progress', { title, done: results.size, count: ability.matters.length })
    : t(failed.length > 0 ? 'bulk.finished_some' : 'bulk.finished', { title, done, failed: failed.length })
  return (
    <>
      <div className="bulk-line">
        <b role="status">{said}</b>
        {isOver ? (
          <Button size="small" onClick={run.close}>
            {t('bulk.close')}
          </Button>
        ) : (
          <Button size="small" onClick={run.stop} disabled={isStopped}>
            {t('bulk.stop')}
          </Button>
        )}
      </div>
      {!isOver && (
        <Progress
          percent={Math.round((results.size / ability.matters.length) * 100)}
          size="small"
          showInfo={false}
          aria-label={said}
        />
      )}
      {isOver && isStopped && <p className="quiet">{t('bulk.stopped')}</p>}
      <Failures results={results} rows={rows} />
    </>
  )
}

function Failures({ results, rows }: { results: Results; rows: readonly MatterRow[] }) {
  const { t } = useTranslation()
  const failed = [...results].filter(([, { kind }]) => kind !== 'done')
  const why = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.why : t(`bulk.${outcome.kind}`))
  if (failed.length === 0) return null
  return (
    <ul className="bulk-failures">
      {failed.map(([id, outcome]) => (
        <li key={id}>
          <b>{rows.find((row) => row.id === id)?.title ?? id}</b> {why(outcome)}
        </li>
      ))}
    </ul>
  )
}
