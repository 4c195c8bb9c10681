/** 城市包 — the versions, what the check says of the folder, the loops as drawings, what changed between two versions. */
import type { PackReport, PackVersion } from '@huying/contract/administration/packs.ts'
import { useQuery } from '@tanstack/react-query'
import { Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { client } from '../kernel/client.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemPane } from '../kernel/problem.tsx'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { PackCompare } from './pack-compare.tsx'

export default function PacksTab() {
  const packs = useQuery({
    queryKey: ['admin', 'packs'],
    queryFn: ({ signal }) => client.administration.packs(signal),
  })
  if (packs.isPending) return <LoadingPane />
  if (!packs.data) return <ProblemPane error={packs.error} onRetry={() => void packs.refetch()} />
  const { rows, folder } = packs.data
  return (
    <>
      <Versions rows={rows} folder={folder} />
      <Loops rows={rows} />
      <PackCompare rows={rows} />
      <Report />
    </>
  )
}

function Versions({ rows, folder }: { rows: readonly PackVersion[]; folder: string | null }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  return (
    <section className="card" aria-labelledby="pack-versions">
      <h2 id="pack-versions">
        {t('admin.packs.versions')} ·{' '}
        {folder ? t('admin.packs.folder', { folder }) : t('admin.packs.no_folder')}
      </h2>
      <Table<PackVersion>
        size="small"
        rowKey={({ pack, version }) => `${pack} ${version}`}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={[...rows]}
        columns={[
          {
            title: t('admin.packs.version'),
            render: (_, row) => (
              <>
                {words(row.title)} <span className="mono">{row.version}</span>{' '}
                {row.inForce && <span className="tag tag-lake">{t('admin.packs.in_force')}</span>}
              </>
            ),
          },
          {
            title: t('admin.packs.loaded'),
            render: (_, row) => (
              <span className="mono">{showMoment(row.loadedAt, 'full', locale, timeZone)}</span>
            ),
          },
          {
            title: t('admin.packs.open_matters'),
            align: 'right',
            render: (_, row) => <span className="mono">{row.openMatters}</span>,
          },
          {
            title: t('admin.packs.content'),
            render: (_, { kinds, duties, organisations, calendar }) =>
              t('admin.packs.content_text', { kinds, duties, organisations, calendar }),
          },
        ]}
      />
    </section>
  )
}

const keyOf = ({ pack, version }: PackVersion) => `${pack} ${version}`

function Loops({ rows }: { rows: readonly PackVersion[] }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const [key, setKey] = useState<string>()
  const [id, setId] = useState<string>()
  const version = rows.find((row) => keyOf(row) === key) ?? rows[0]
  const loop = version?.loops.find((each) => each.id === id) ?? version?.loops[0]
  if (!version || !loop) return null
  const path = [version.pack, version.version].map(encodeURIComponent).join('/')
  const source = `/api/admin/packs/${path}/loops/${encodeURIComponent(loop.id)}?locale=${locale}`
  return (
    <section className="card" aria-labelledby="pack-loops">
      <h2 id="pack-loops">{t('admin.packs.loops')}</h2>
      <div className="admin-bar">
        <Select
          aria-label={t('admin.packs.loop')}
          value={loop.id}
          onChange={setId}
          options={version.loops.map((each) => ({ value: each.id, label: words(each.name) }))}
        />
        {rows.length > 1 && (
          <Select
            aria-label={t('admin.packs.version')}
            value={keyOf(version)}
            onChange={setKey}
            style={{ width: 260 }}
            options={rows.map((row) => ({ value: keyOf(row), label: row.version }))}
          />
        )}
        <a href={source} target="_blank" rel="noreferrer">
          {t('admin.packs.diagram_open')}
        </a>
      </div>
      <div className="diagram">
        <img src={source} alt={t('admin.packs.diagram', { loop: words(loop.name) })} />
      </div>
    </section>
  )
}

function Report() {
  const { t } = useTranslation()
  const report = useQuery({
    queryKey: ['admin', 'packs', 'report', useLocale()],
    queryFn: ({ signal }) => client.administration.packReport(signal),
  })
  return (
    <section className="card" aria-labelledby="pack-report">
      <h2 id="pack-report">{t('admin.packs.report')}</h2>
      {report.isPending && <LoadingPane />}
      {report.isError && <ProblemPane error={report.error} onRetry={() => void report.refetch()} />}
      {report.data && <Findings report={report.data} />}
    </section>
  )
}

const STATES = { success: 'tag tag-green', info: 'tag tag-amber', error: 'tag tag-red' } as const
const TAGS: Readonly<Record<string, string>> = { error: 'tag tag-red', warning: 'tag tag-amber', info: 'tag' }

function Findings({ report }: { report: PackReport }) {
  const { t } = useTranslation()
  const words = useWords()
  if (!report.there) return <p className="quiet">{t('admin.packs.report_missing')}</p>
  const type = report.usable ? (report.isInForce ? 'success' : 'info') : 'error'
  const titles = {
    success: t('admin.packs.report_same'),
    info: t('admin.packs.report_newer', { version: report.version ?? '' }),
    error: t('admin.packs.report_broken'),
  }
  return (
    <>
      <p>
        <span className={STATES[type]}>{titles[type]}</span>
      </p>
      {report.findings.length === 0 ? (
        <p className="quiet">{t('admin.packs.clean')}</p>
      ) : (
        <Table
          size="small"
          rowKey={({ file, line, sentence }) => `${file}:${line} ${sentence}`}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={[...report.findings]}
          columns={[
            {
              title: t('admin.packs.severity_title'),
              width: 80,
              render: (_, { severity }) => (
                <span className={TAGS[severity] ?? 'tag'}>{t(`admin.packs.severity.${severity}`)}</span>
              ),
            },
            {
              title: t('admin.packs.where'),
              width: 240,
              render: (_, { file, line }) => (
                <span className="mono">
                  {file}:{line}
                </span>
              ),
            },
            { title: t('admin.packs.what'), dataIndex: 'sentence' },
          ]}
        />
      )}
      <h3>{t('admin.packs.exemptions')}</h3>
      {report.exemptions.length === 0 ? (
        <p className="quiet">{t('admin.packs.exemptions_none')}</p>
      ) : (
        <Table
          size="small"
          rowKey={({ rule, where }) => `${rule} ${where}`}
          pagination={false}
          dataSource={[...report.exemptions]}
          columns={[
            { title: t('admin.packs.exemption_rule'), dataIndex: 'rule' },
            { title: t('admin.packs.exemption_where'), dataIndex: 'where' },
            { title: t('admin.packs.exemption_basis'), render: (_, { basis }) => words(basis) },
            {
              title: t('admin.packs.exemption_until'),
              render: (_, { expiresOn, isExpired }) => (
                <>
                  <span className="mono">{expiresOn}</span>{' '}
                  {isExpired && <span className="tag tag-red">{t('admin.packs.expired')}</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
