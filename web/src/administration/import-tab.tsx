/** 导入 — bring a file, or come back to one that was brought before. */
import { type ImportRun, MOST_IMPORT_BYTES } from '@huying/contract/administration/imports.ts'
import { useMutation } from '@tanstack/react-query'
import { Alert, Progress, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Routes, useNavigate } from 'react-router'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useLocale } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { ProblemAlert, ProblemPane } from '../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../kernel/state-pane.tsx'
import { ImportRunPage } from './import-run.tsx'
import { RunStatus } from './run-status.tsx'
import { uploadImport } from './upload.ts'
import { sizeOf, useImports } from './use-imports.ts'

export default function ImportTab() {
  return (
    <Routes>
      <Route index element={<Imports />} />
      <Route path=":id" element={<ImportRunPage />} />
    </Routes>
  )
}

function Imports() {
  const { t } = useTranslation()
  const imports = useImports()
  return (
    <>
      <section className="card" aria-labelledby="import-new">
        <h2 id="import-new">{t('admin.import.choose')}</h2>
        <p className="form-note">{t('admin.import.hint')}</p>
        <Bring />
      </section>
      <section className="card" aria-labelledby="import-runs">
        <h2 id="import-runs">{t('admin.import.runs')}</h2>
        {imports.isPending && <LoadingPane />}
        {imports.isError && <ProblemPane error={imports.error} onRetry={() => void imports.refetch()} />}
        {imports.data && <Runs rows={imports.data.rows} />}
      </section>
    </>
  )
}

function Bring() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [share, setShare] = useState(0)
  const [tooLarge, setTooLarge] = useState(false)
  const keyFor = useCommandKey()
  const upload = useMutation({
    mutationFn: (file: File) => {
      setShare(0)
      const key = keyFor({ name: file.name, size: file.size, at: file.lastModified, try: Date.now() })
      return uploadImport({ file, key, onProgress: setShare })
    },
    onSuccess: ({ id }) => navigate(`/admin/import/${id}`),
  })
  const percent = Math.floor(share * 100)
  return (
    <>
      <Upload.Dragger
        accept=".csv,.xlsx,.txt"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          setTooLarge(file.size > MOST_IMPORT_BYTES)
          if (file.size <= MOST_IMPORT_BYTES) upload.mutate(file)
          return false
        }}
      >
        <p>{t('admin.import.drop')}</p>
        <p className="quiet">{t('admin.import.drop_hint')}</p>
      </Upload.Dragger>
      {upload.isPending && (
        <Progress percent={percent} aria-label={t('admin.import.uploading', { percent })} />
      )}
      {tooLarge && <Alert type="error" showIcon title={t('admin.import.too_large')} />}
      {upload.isError && <ProblemAlert error={upload.error} />}
    </>
  )
}

function Runs({ rows }: { rows: readonly ImportRun[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  if (rows.length === 0) return <EmptyPane part title={t('admin.import.runs_none')} />
  return (
    <>
      <Table<ImportRun>
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...rows]}
        columns={[
          {
            title: t('admin.import.file'),
            render: (_, { id, fileName }) => (
              <Link className="long" to={id}>
                {fileName}
              </Link>
            ),
          },
          {
            title: t('admin.import.size'),
            align: 'right',
            render: (_, { bytes }) => <span className="mono">{sizeOf(bytes)}</span>,
          },
          { title: t('admin.import.result'), render: (_, run) => <RunStatus run={run} /> },
          {
            title: t('admin.import.counts_title'),
            render: (_, run) =>
              run.rows > 0 && (
                <span className="quiet">
                  {t('admin.import.counts', {
                    ...{ imported: run.imported, updated: run.updated },
                    ...{ unchanged: run.unchanged, rejected: run.rejected },
                  })}
                </span>
              ),
          },
          { title: t('admin.import.by'), dataIndex: 'by' },
          {
            title: t('admin.import.at'),
            render: (_, { createdAt }) => (
              <span className="mono">{showMoment(createdAt, 'full', locale, timeZone)}</span>
            ),
          },
        ]}
      />
      <p className="form-note">{t('admin.import.kept')}</p>
    </>
  )
}
