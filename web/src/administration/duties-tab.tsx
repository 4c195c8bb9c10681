/** 职责清单 — the rules in force, what they say about one case, and where they say nothing. */
import type { DutyList, DutyRow, DutyTry } from '@huying/contract/administration/duties.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KindSelect } from '../catalogue/selects.tsx'
import { client } from '../kernel/client.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemAlert, ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { TerritorySelect } from '../territory/territory-select.tsx'

export default function DutiesTab() {
  const { t } = useTranslation()
  const list = useQuery({
    queryKey: ['admin', 'duties'],
    queryFn: ({ signal }) => client.administration.duties(signal),
    staleTime: 300_000,
  })
  if (list.isPending) return <LoadingPane />
  if (!list.data) return <ProblemPane error={list.error} onRetry={() => void list.refetch()} />
  const { pack, rows, gaps } = list.data
  return (
    <>
      <Try />
      <Gaps gaps={gaps} />
      <Rules rows={rows} />
      <Alert
        type="info"
        showIcon
        style={{ marginTop: 12 }}
        title={t('admin.duties.from', { pack: pack.id, version: pack.version })}
        description={pack.file ? t('admin.duties.file', { file: pack.file }) : t('admin.duties.no_file')}
      />
    </>
  )
}

function Try() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<string>()
  const [place, setPlace] = useState<string>()
  const tried = useQuery({
    queryKey: ['admin', 'duties', kind, place],
    queryFn: ({ signal }) => client.administration.tryDuty(kind ?? '', place ?? '', signal),
    enabled: kind !== undefined && place !== undefined,
    placeholderData: (before) => before,
  })
  return (
    <section className="card" aria-labelledby="duty-try">
      <h2 id="duty-try">{t('admin.duties.try')}</h2>
      <div className="duty-try">
        <div>
          <label htmlFor="try-kind">{t('admin.duties.kind')}</label>
          <KindSelect
            id="try-kind"
            {...(kind ? { value: kind } : {})}
            onChange={(next) => setKind(typeof next === 'string' ? next : undefined)}
          />
        </div>
        <div>
          <label htmlFor="try-place">{t('admin.duties.place')}</label>
          <TerritorySelect id="try-place" {...(place ? { value: place } : {})} onChange={setPlace} />
        </div>
      </div>
      <div aria-live="polite">
        {tried.isError && <ProblemAlert error={tried.error} />}
        {tried.data && kind && place ? (
          <Answer answer={tried.data} />
        ) : (
          <p className="form-note">{t('admin.duties.try_hint')}</p>
        )}
      </div>
    </section>
  )
}

function Answer({ answer }: { answer: DutyTry }) {
  const { t } = useTranslation()
  const words = useWords()
  const names = (list: DutyTry['assists']) => list.map(({ name }) => words(name)).join(t('app.comma'))
  if (!answer.found || !answer.lead) {
    const desk = answer.desk
    const title = desk ? t('admin.duties.desk', { desk: words(desk.name) }) : t('admin.duties.no_desk')
    return <Alert type="warning" showIcon title={title} style={{ marginTop: 12 }} />
  }
  const { rule } = answer
  return (
    <dl className="duty-answer">
      <dt>{t('admin.duties.lead')}</dt>
      <dd className="who-leads">{words(answer.lead.name)}</dd>
      <dt>{t('admin.duties.assists')}</dt>
      <dd>{names(answer.assists) || t('admin.none')}</dd>
      <dt>{t('admin.duties.informs')}</dt>
      <dd>{names(answer.informs) || t('admin.none')}</dd>
      {rule && (
        <>
          <dt>{t('admin.duties.limits')}</dt>
          <dd>
            <Limits rule={rule} />
          </dd>
          <dt>{t('admin.duties.rule')}</dt>
          <dd>
            {words(rule.basis)} {rule.source && <small className="quiet">{rule.source}</small>}{' '}
            {answer.isInherited && <span className="tag">{t('admin.duties.inherited')}</span>}{' '}
            {rule.unverified && <Unverified />}
          </dd>
        </>
      )}
    </dl>
  )
}

const Unverified = () => (
  <span className="tag tag-amber">{useTranslation().t('admin.duties.unverified')}</span>
)

function Limits({ rule }: { rule: DutyRow }) {
  const { t } = useTranslation()
  return (
    <ul className="limits">
      {rule.limits.map(({ name, amount, unit }) => (
        <li key={name}>
          <span className="mono">{name}</span> {amount} {t(`admin.duties.unit.${unit}`)}
        </li>
      ))}
    </ul>
  )
}

/** A profile has ten limits: its name, and the rest when somebody wants it. */
function LimitsOnAsking({ rule }: { rule: DutyRow }) {
  const words = useWords()
  if (!rule.profile) return null
  return (
    <details>
      <summary>{words(rule.profile)}</summary>
      <Limits rule={rule} />
    </details>
  )
}

/** Streets named before the rest is a number. */
const NAMED = 3

function Gaps({ gaps }: { gaps: DutyList['gaps'] }) {
  const { t } = useTranslation()
  const words = useWords()
  const [all, some] = [gaps.filter((gap) => gap.everywhere), gaps.filter((gap) => !gap.everywhere)]
  return (
    <section className="card" aria-labelledby="duty-gaps">
      <h2 id="duty-gaps">{t('admin.duties.gaps')}</h2>
      {gaps.length === 0 ? (
        <p className="quiet">{t('admin.duties.gaps_none')}</p>
      ) : (
        <>
          <p className="form-note">{t('admin.duties.gaps_hint')}</p>
          {all.length > 0 && (
            <p className="gap-kinds">
              {t('admin.duties.gap_all')}
              {all.map(({ kind }) => (
                <span key={kind.id} className="tag tag-amber" title={kind.id}>
                  {words(kind.name)}
                </span>
              ))}
            </p>
          )}
          <ul className="reasons">
            {some.map(({ kind, streets }) => (
              <li key={kind.id}>
                <span>
                  {words(kind.name)} <small className="mono quiet">{kind.id}</small>
                </span>
                <span className="quiet">
                  {t('admin.duties.gap_some', {
                    count: streets.length,
                    streets: `${streets
                      .slice(0, NAMED)
                      .map(({ name }) => words(name))
                      .join(t('app.comma'))}${streets.length > NAMED ? '…' : ''}`,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Rules({ rows }: { rows: readonly DutyRow[] }) {
  const { t } = useTranslation()
  const words = useWords()
  const [text, setText] = useState('')
  const [unverified, setUnverified] = useState(false)
  const said = (row: DutyRow) =>
    [
      row.kind.id,
      words(row.kind.name),
      words(row.basis),
      ...[row.lead, ...row.assists].map((one) => words(one.name)),
    ]
      .join(' ')
      .toLowerCase()
  const shown = rows.filter(
    (row) => (!unverified || row.unverified) && said(row).includes(text.trim().toLowerCase()),
  )
  const targets = (list: DutyRow['assists']) => list.map(({ name }) => words(name)).join(t('app.comma'))
  return (
    <section aria-labelledby="duty-rules">
      <h2 id="duty-rules" className="sr-only">
        {t('admin.duties.rules')}
      </h2>
      <search className="admin-bar">
        <Input
          allowClear
          aria-label={t('admin.duties.search')}
          placeholder={t('admin.duties.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox checked={unverified} onChange={(event) => setUnverified(event.target.checked)}>
          {t('admin.duties.only_unverified')}
        </Checkbox>
        <span className="quiet" role="status">
          {t('admin.duties.count', { count: shown.length })}
        </span>
      </search>
      <Table<DutyRow>
        size="small"
        rowKey="index"
        dataSource={shown}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t('admin.duties.kind'),
            width: 170,
            render: (_, { kind, unverified }) => (
              <>
                {words(kind.name)} {unverified && <Unverified />}
                <br />
                <small className="mono quiet">{kind.id}</small>
              </>
            ),
          },
          {
            title: t('admin.duties.place'),
            width: 110,
            render: (_, { territory }) =>
              territory ? (
                words(territory.name)
              ) : (
                <span className="quiet">{t('admin.duties.everywhere')}</span>
              ),
          },
          { title: t('admin.duties.lead'), width: 150, render: (_, { lead }) => <b>{words(lead.name)}</b> },
          { title: t('admin.duties.assists'), render: (_, row) => targets(row.assists) },
          { title: t('admin.duties.informs'), render: (_, row) => targets(row.informs) },
          { title: t('admin.duties.limits'), render: (_, row) => <LimitsOnAsking rule={row} /> },
          {
            title: t('admin.duties.basis'),
            width: 280,
            render: (_, row) => (
              <>
                {words(row.basis)}
                {row.source && <small className="quiet"> {row.source}</small>}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}
