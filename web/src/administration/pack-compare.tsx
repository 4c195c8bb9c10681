/** 版本比较 — two versions side by side: what is new, what is gone, what says something else. */
import type { PackChanges, PackVersion } from '@huying/contract/administration/packs.ts'
import { useQuery } from '@tanstack/react-query'
import { Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'

type Change = PackChanges['changes'][number]
const keyOf = ({ pack, version }: PackVersion) => `${pack} ${version}`

export function PackCompare({ rows }: { rows: readonly PackVersion[] }) {
  const { t } = useTranslation()
  const [from, setFrom] = useState(rows[1] ? keyOf(rows[1]) : '')
  const [to, setTo] = useState(rows[0] ? keyOf(rows[0]) : '')
  const before = rows.find((row) => keyOf(row) === from)
  const after = rows.find((row) => keyOf(row) === to)
  const compared = useQuery({
    queryKey: ['admin', 'packs', 'compare', from, to],
    queryFn: ({ signal }) =>
      client.administration.comparePacks(
        {
          ...{ fromPack: before?.pack ?? '', from: before?.version ?? '' },
          ...{ toPack: after?.pack ?? '', to: after?.version ?? '' },
        },
        signal,
      ),
    enabled: before !== undefined && after !== undefined && from !== to,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const options = rows.map((row) => ({ value: keyOf(row), label: row.version }))
  const pick = (label: string, value: string, set: (next: string) => void) => (
    <Select aria-label={label} value={value} onChange={set} options={options} style={{ width: 240 }} />
  )
  return (
    <section className="card" aria-labelledby="pack-compare">
      <h2 id="pack-compare">{t('admin.packs.compare')}</h2>
      {rows.length < 2 ? (
        <p className="quiet">{t('admin.packs.compare_one')}</p>
      ) : (
        <>
          <div className="admin-bar">
            {t('admin.packs.compare_from')} {pick(t('admin.packs.compare_from'), from, setFrom)}
            {t('admin.packs.compare_to')} {pick(t('admin.packs.compare_to'), to, setTo)}
          </div>
          {from === to && <p className="quiet">{t('admin.packs.compare_none')}</p>}
          {compared.isLoading && <LoadingPane />}
          {compared.isError && <ProblemPane error={compared.error} onRetry={() => void compared.refetch()} />}
          {compared.data && from !== to && <Changes changes={compared.data.changes} />}
        </>
      )}
    </section>
  )
}

/** So many changes are read at a glance. */
const FEW = 10
const TAGS = { added: 'tag tag-green', removed: 'tag tag-red', changed: 'tag tag-amber' } as const

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  const words = useWords()
  if (changes.length === 0) return <p className="quiet">{t('admin.packs.compare_same')}</p>
  return (
    <>
      <p className="quiet" role="status">
        {t('admin.packs.changes', { count: changes.length })}
      </p>
      <Table<Change>
        size="small"
        rowKey={({ list, id }) => `${list} ${id}`}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...changes]}
        expandable={{
          columnTitle: <span className="sr-only">{t('admin.packs.field')}</span>,
          rowExpandable: ({ fields }) => fields.length > 0,
          expandedRowRender: ({ fields, names }) => <Fields fields={fields} names={names} />,
          defaultExpandAllRows: changes.length <= FEW,
        }}
        columns={[
          {
            title: t('admin.packs.kind_of_change'),
            width: 90,
            render: (_, { what }) => <span className={TAGS[what]}>{t(`admin.packs.${what}`)}</span>,
          },
          {
            title: t('admin.packs.list_title'),
            width: 110,
            render: (_, { list }) => t(`admin.packs.list.${list}`),
          },
          { title: t('admin.packs.name'), render: (_, { title }) => words(title) },
          { title: t('admin.packs.id'), render: (_, { id }) => <span className="mono quiet">{id}</span> },
        ]}
      />
    </>
  )
}

function Fields({ fields, names }: Pick<Change, 'fields' | 'names'>) {
  const { t } = useTranslation()
  const show = useSaid(names)
  const words = useWords()
  const step = (name: string) =>
    t(`admin.packs.step.${name}`, { defaultValue: names[name] ? words(names[name]) : name })
  return (
    <div className="change-fields">
      <b>{t('admin.packs.field')}</b>
      <b>{t('admin.packs.before')}</b>
      <b>{t('admin.packs.after')}</b>
      {fields.map(({ path, before, after }) => (
        <div key={path} style={{ display: 'contents' }}>
          <span title={path}>{path.split('.').map(step).join(' · ')}</span>
          <span className="was">{show(before)}</span>
          <span className="is">{show(after)}</span>
        </div>
      ))}
    </div>
  )
}

/** A value of the pack in words: ids by their names, lists as people write them; only what has no words stays as the file has it. */
function useSaid(names: Change['names']): (value: unknown) => string {
  const { t } = useTranslation()
  const words = useWords()
  const show = (value: unknown): string => {
    if (value === null) return t('admin.packs.nothing')
    if (typeof value === 'string') return names[value] ? words(names[value]) : value
    if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no')
    if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
      return value.length === 0 ? t('admin.packs.nothing') : value.map(show).join(t('app.comma'))
    if (isWords(value)) return words(value)
    return JSON.stringify(value, null, 1)
  }
  return show
}

const isWords = (value: unknown): value is Change['title'] =>
  typeof value === 'object' && value !== null && 'zh' in value && typeof value.zh === 'string'
