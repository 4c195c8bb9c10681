/** 映射与预览 — what the columns mean, tried on the first rows before anything goes in. */
import type { ImportPreview, ImportRun } from '@huying/contract/administration/imports.ts'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { useCommandKey } from '../kernel/command-key.ts'
import { useWords } from '../kernel/i18n.ts'
import { ProblemAlert } from '../kernel/problem.tsx'
import { PreviewTable } from './preview-table.tsx'
import { useImports } from './use-imports.ts'

export function ImportMapForm({ run, onStarted }: { run: ImportRun; onStarted: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const maps = useImports().data?.maps ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [written, setWritten] = useState<string | null>(null)
  const first = maps.find(({ id }) => id === run.id) ?? maps[0]
  const text = written ?? maps.find(({ id }) => id === chosen)?.text ?? first?.text ?? ''
  const keyFor = useCommandKey()
  const preview = useMutation({
    mutationFn: () =>
      client.administration.previewImport(run.id, text, keyFor({ preview: text, id: run.id })),
  })
  const start = useMutation({
    mutationFn: () =>
      client.administration.startImport(run.id, text, keyFor({ start: text, id: run.id, at: run.endedAt })),
    onSuccess: onStarted,
  })
  const write = (next: string) => {
    setWritten(next)
    preview.reset()
  }
  const isSound = preview.data?.findings.length === 0 && preview.data.failure === null
  return (
    <section className="card" aria-labelledby="import-map">
      <h2 id="import-map">{t('admin.import.step_map')}</h2>
      <p className="form-note">{t('admin.import.map_hint')}</p>
      <div className="admin-bar">
        <label htmlFor="map-from">{t('admin.import.map_from')}</label>
        <Select
          id="map-from"
          value={chosen ?? first?.id ?? null}
          onChange={(next: string) => {
            setChosen(next)
            setWritten(null)
            preview.reset()
          }}
          options={maps.map(({ id, title }) => ({ value: id, label: words(title) }))}
          style={{ width: 280 }}
        />
      </div>
      <div className="map-text">
        <label htmlFor="map-text">{t('admin.import.map_text')}</label>
        <Input.TextArea
          id="map-text"
          value={text}
          spellCheck={false}
          autoSize={{ minRows: 8, maxRows: 18 }}
          onChange={(event) => write(event.target.value)}
        />
      </div>
      {(preview.isError || start.isError) && <ProblemAlert error={preview.error ?? start.error} />}
      <div className="admin-bar" style={{ margin: '12px 0' }}>
        <Button
          type={isSound ? 'default' : 'primary'}
          loading={preview.isPending}
          disabled={text.trim() === ''}
          onClick={() => preview.mutate()}
        >
          {t('admin.import.preview')}
        </Button>
        {isSound && (
          <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
            {t('admin.import.start')}
          </Button>
        )}
      </div>
      <div aria-live="polite">{preview.data && <Preview preview={preview.data} />}</div>
    </section>
  )
}

function Preview({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation()
  if (preview.failure) return <Alert type="error" showIcon title={preview.failure} />
  if (preview.findings.length > 0) {
    const list = preview.findings.map(({ line, sentence }) => (
      <li key={`${line} ${sentence}`}>
        <span>{sentence}</span>
        <span className="mono">{t('admin.import.line', { line })}</span>
      </li>
    ))
    return (
      <Alert
        type="error"
        showIcon
        title={t('admin.import.findings', { count: preview.findings.length })}
        description={<ul className="reasons">{list}</ul>}
      />
    )
  }
  return (
    <>
      <p className="form-note">
        {t('admin.import.encoding', { encoding: preview.encoding, count: preview.header.length })}
      </p>
      <PreviewTable preview={preview} />
    </>
  )
}
