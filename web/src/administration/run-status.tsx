import type { ImportRun } from '@huying/contract/administration/imports.ts'
import { useTranslation } from 'react-i18next'

const TAGS: Readonly<Record<ImportRun['status'], string>> = {
  uploaded: 'tag',
  running: 'tag tag-blue',
  done: 'tag tag-green',
  stopped: 'tag tag-amber',
  failed: 'tag tag-red',
  interrupted: 'tag tag-amber',
}

export function RunStatus({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  return <span className={TAGS[run.status]}>{t(`admin.import.status.${run.status}`)}</span>
}
