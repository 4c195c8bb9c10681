/** 责任时长 — who held the matter how long, to scale; every minute belongs to somebody. The table says the same in words. */
import { byHolder, type Share, sharesOf } from '@huying/contract/matter/shares.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { useNowByMinute } from '../../kernel/now.ts'
import { usePrinting } from '../../kernel/printing.ts'
import { useTold } from '../use-told.ts'

/** Narrower pieces have no room for a name; the list below has it. */
const NAMED_FROM = 14

export function Custody({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const told = useTold()
  const now = useNowByMinute()
  const printing = usePrinting()
  const shares = sharesOf(matter.custody, now)
  if (shares.length === 0) return null
  const total = shares.reduce((sum, { ms }) => sum + ms, 0)
  const holders = byHolder(shares)
  const order = new Map(holders.map(({ holder }, index) => [holder.id, index]))
  return (
    <section className="card custody" aria-labelledby="custody-title">
      <h2 id="custody-title">
        {t('custody.title')} <small>{t('custody.total', { span: told.spanLong(total) })}</small>
      </h2>
      {shares.length > 1 && <Bar shares={shares} order={order} />}
      <ul className="custody-holders">
        {holders.map((share) => (
          <Holder key={share.holder.id} share={share} order={order.get(share.holder.id) ?? 0} />
        ))}
      </ul>
      {shares.length > 1 && (
        <details open={printing || undefined}>
          <summary>{t('custody.table')}</summary>
          <Ledger held={matter.custody} now={now} caption={t('custody.title')} />
        </details>
      )}
    </section>
  )
}

/** Who it is: the reporter has no name of an organisation. */
function useHolderName(): (share: Share) => string {
  const { t } = useTranslation()
  const words = useWords()
  return ({ holder }) => (holder.id === 'reporter' ? t('matter.reporter') : words(holder.name))
}

/** Shades and patterns tell neighbours apart and mean nothing; whoever cannot see them reads the list below. */
function Bar({ shares, order }: { shares: readonly Share[]; order: ReadonlyMap<string, number> }) {
  const { t } = useTranslation()
  const told = useTold()
  const name = useHolderName()
  return (
    <div className="custody-bar" aria-hidden="true">
      {shares.map((share) => (
        <Tooltip
          key={share.from}
          title={t('custody.told', {
            name: name(share),
            span: told.spanLong(share.ms),
            percent: share.percent,
          })}
        >
          <span
            className={`custody-piece shade-${(order.get(share.holder.id) ?? 0) % 4}${share.to === null ? ' is-running' : ''}`}
            style={{ flexGrow: Math.max(share.ms, 1) }}
          >
            {share.percent >= NAMED_FROM && name(share)}
          </span>
        </Tooltip>
      ))}
    </div>
  )
}

function Holder({ share, order }: { share: Share; order: number }) {
  const { t } = useTranslation()
  const told = useTold()
  const name = useHolderName()
  return (
    <li>
      <i className={`custody-key shade-${order % 4}`} aria-hidden="true" />
      <span className="custody-name">{name(share)}</span>
      <span className="custody-time">{told.span(share.ms)}</span>
      <span className="quiet">{t('custody.share', { percent: share.percent })}</span>
      {share.to === null && <span className="tag tag-lake">{t('custody.running')}</span>}
    </li>
  )
}

type LedgerProps = { held: MatterView['custody']; now: number; caption: string }

/** The same as a table. */
export function Ledger({ held, now, caption }: LedgerProps) {
  const { t } = useTranslation()
  const told = useTold()
  const name = useHolderName()
  const shares = sharesOf(held, now)
  return (
    <table className="ledger">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {['holder', 'from', 'to', 'time', 'part'].map((column) => (
            <th key={column} scope="col">
              {t(`custody.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <tr key={share.from}>
            <th scope="row">{name(share)}</th>
            <td>{told.short(share.from)}</td>
            <td>{share.to === null ? t('custody.running') : told.short(share.to)}</td>
            <td>{told.span(share.ms)}</td>
            <td>{t('custody.share', { percent: share.percent })}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={5}>{t('custody.sum', { count: shares.length })}</td>
        </tr>
      </tfoot>
    </table>
  )
}
