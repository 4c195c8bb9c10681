/** 预览表 — the first rows: what becomes of each, and why; the cells themselves on asking. */
import type { ImportPreview } from '@huying/contract/administration/imports.ts'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'

type Row = ImportPreview['rows'][number]

const TAGS: Readonly<Record<Row['fate'], string>> = {
  imported: 'tag tag-green',
  updated: 'tag tag-blue',
  unchanged: 'tag',
  rejected: 'tag tag-red',
}

export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation()
  return (
    <Table<Row>
      size="small"
      rowKey="line"
      pagination={false}
      dataSource={[...preview.rows]}
      expandable={{
        columnTitle: <span className="sr-only">{t('admin.import.cells_of')}</span>,
        expandedRowRender: (row) => <Cells header={preview.header} row={row} />,
      }}
      columns={[
        {
          title: t('admin.import.row_line'),
          width: 64,
          render: (_, { line }) => <span className="mono">{line}</span>,
        },
        {
          title: t('admin.import.fate'),
          width: 90,
          render: (_, { fate }) => <span className={TAGS[fate]}>{t(`admin.import.fates.${fate}`)}</span>,
        },
        { title: t('admin.import.as'), render: (_, row) => <Stored row={row} /> },
        {
          title: t('admin.import.problems'),
          width: '42%',
          render: (_, { problems }) => (
            <ul className="preview-problems">
              {problems.map(({ code, sentence }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice of one row
                <li key={`${code} ${index}`}>{sentence}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}

function Stored({ row: { stored } }: { row: Row }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  if (!stored) return <span className="quiet">{t('admin.none')}</span>
  const { title, kind, place, state, reportedAt, steps } = stored
  return (
    <span className="preview-stored">
      <b>{title}</b>
      <small>
        {words(kind)} · {words(place)} · {words(state)}
      </small>
      <small>
        <span className="mono">{showMoment(reportedAt, 'full', locale, timeZone)}</span> ·{' '}
        {t('admin.import.steps', { count: steps })}
      </small>
    </span>
  )
}

function Cells({ header, row }: { header: readonly string[]; row: Row }) {
  return (
    <dl className="duty-answer" style={{ margin: 0 }}>
      {header.map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
        <div key={`${name} ${at}`} style={{ display: 'contents' }}>
          <dt className="mono">{name}</dt>
          <dd>{row.cells[at] ?? ''}</dd>
        </div>
      ))}
    </dl>
  )
}
