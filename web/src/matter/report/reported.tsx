/** 已登记 — the number to quote, what to tell the caller in one sentence, who has it now and until when. */
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../../account/use-me.ts'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useWords } from '../../kernel/i18n.ts'
import { useTold } from '../use-told.ts'
import type { Sent } from './use-report.ts'

export function Reported({ sent, onAgain }: { sent: Sent; onAgain: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const { organisations } = useCatalogue()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const isResident = useMe().data?.kind === 'resident'
  const { opened, joined } = sent
  const isJoined = joined !== null && joined.refused === null
  const shown = isJoined ? joined : opened
  const holder = organisations.find((one) => one.id === (opened.holder ?? opened.lead))
  return (
    <div className="card reported" role="status">
      <h2 ref={heading} tabIndex={-1}>
        {t(isJoined ? 'report.joined' : 'report.done')}
      </h2>
      <p className="reported-number">
        <Link to={`/matters/${shown.id}`}>{shown.number}</Link>
      </p>
      {joined?.refused && (
        <Alert
          type="warning"
          showIcon
          title={t('report.not_joined', { number: joined.number })}
          description={joined.refused}
        />
      )}
      {!isResident && <p className="quiet">{t('report.say')}</p>}
      <blockquote>{useSentence(sent)}</blockquote>
      {opened.reporter && <Known reporter={opened.reporter} />}
      {!isJoined && (
        <dl>
          {holder && (
            <>
              <dt>{t('report.holder')}</dt>
              <dd>{words(holder.name)}</dd>
            </>
          )}
          {opened.dueAt && (
            <>
              <dt>{t('report.due')}</dt>
              <dd>{told.full(opened.dueAt)}</dd>
            </>
          )}
        </dl>
      )}
      <Link className="button-link" to={`/matters/${shown.id}`}>
        {t('report.open')}
      </Link>
      <Button onClick={onAgain}>{t('report.again')}</Button>
      <small className="quiet"> {t('report.again_key')}</small>
    </div>
  )
}

function useSentence({ opened, joined }: Sent): string {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const { organisations } = useCatalogue()
  if (joined && joined.refused === null) return t('report.sentence_joined', { number: joined.number })
  const unit = organisations.find((one) => one.id === (opened.lead ?? opened.holder))
  const values = { number: opened.number, holder: unit ? words(unit.name) : '' }
  return opened.dueAt
    ? t('report.sentence', { ...values, due: told.short(opened.dueAt) })
    : t('report.sentence_open', values)
}

/** The number was known already: what was said now and known differently is told, so that nobody believes it was taken over. */
function Known({ reporter }: { reporter: NonNullable<Sent['opened']['reporter']> }) {
  const { t } = useTranslation()
  const names = (fields: readonly string[]) =>
    fields.map((field) => t(`report.known_${field}`)).join(t('app.comma'))
  const { name, filled, differs } = reporter
  const said = [
    ...(name ? [t('report.known', { name })] : []),
    ...(filled.length > 0 ? [t('report.known_filled', { fields: names(filled) })] : []),
    ...(differs.length > 0 ? [t('report.known_differs', { fields: names(differs) })] : []),
  ]
  return <Alert type={differs.length > 0 ? 'warning' : 'info'} showIcon title={said.join(' ')} />
}
