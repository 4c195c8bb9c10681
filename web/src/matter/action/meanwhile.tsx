/** 其间 — what others have done since the form was opened; whoever sends now has seen it. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Entries } from '../timeline/timeline.tsx'

const lastSeq = (matter: MatterView): number => matter.timeline.at(-1)?.seq ?? 0

/** `sending`: what arrives now is the sender's own doing. */
type Props = { matter: MatterView; offered: boolean; sending: boolean }

export function Meanwhile({ matter, offered, sending }: Props) {
  const { t } = useTranslation()
  const [opened] = useState({ version: matter.version, seq: lastSeq(matter) })
  if (sending || (offered && matter.version === opened.version)) return null
  const since = matter.timeline.filter((entry) => entry.seq > opened.seq)
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t(offered ? 'meanwhile.title' : 'meanwhile.over')}
      description={since.length > 0 ? <Entries entries={since} /> : t('meanwhile.quiet')}
    />
  )
}
