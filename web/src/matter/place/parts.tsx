/** 小件 — what pages of grids and units share: numbers that lead to their list, a team, a heading with its document title. */
import type { TeamMember } from '@huying/contract/matter/grids.ts'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useWords } from '../../kernel/i18n.ts'
import { useTerritory } from '../../territory/current.ts'
import { useRoots } from '../../territory/use-territories.ts'
import { useTold } from '../use-told.ts'
import './places.css'

type Narrowed = { readonly territory?: string; readonly lead?: string }

/** The list that a number counts; it names its territory, so that the one the desk is switched to does not narrow it. */
export function listLink(narrowed: Narrowed, isLate: boolean): string {
  const late = isLate ? { pace: 'late' } : {}
  return `/?${new URLSearchParams({ tab: 'scope', ...narrowed, open: 'true', ...late })}`
}

/** Open and late, each leading to its list; nothing to lead to where there is nothing. */
export function Count({
  count,
  late = false,
  of,
  name,
}: {
  count: number
  late?: boolean
  of: Narrowed
  name: string
}) {
  const { t } = useTranslation()
  const { jurisdiction } = useCatalogue()
  if (count === 0) return <span className="place-none">0</span>
  const label = t(late ? 'place.late_of' : 'place.open_of', { name, count })
  return (
    <Link
      to={listLink({ territory: jurisdiction.id, ...of }, late)}
      className={late ? 'place-count is-late' : 'place-count'}
      aria-label={label}
    >
      {count}
    </Link>
  )
}

/** Beyond one's own territory and back: whoever oversees a part may look at the whole. */
export function Wider({ path }: { path: string }) {
  const { t } = useTranslation()
  const words = useWords()
  const { jurisdiction } = useCatalogue()
  const { code, linked } = useTerritory()
  const roots = useRoots().data
  if (!roots || roots.some((root) => jurisdiction.id.startsWith(root.code))) return null
  if (linked && code === jurisdiction.id) return <Link to={path}>{t('place.own')}</Link>
  return (
    <Link to={`${path}?territory=${jurisdiction.id}`}>
      {t('place.wider', { name: words(jurisdiction.name) })}
    </Link>
  )
}

export function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="place-figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="card place-section">
      <h2>
        {title} {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  )
}

export function Team({ team, named = false }: { team: readonly TeamMember[]; named?: boolean }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  return (
    <ul className="place-team">
      {team.map(({ post, role, person, organisation, phone, leave }) => (
        <li key={post}>
          <span className="quiet">{words(role.name)}</span>
          <span>
            <b>{person}</b>
            {leave && (
              <span className="tag tag-amber">
                {t('place.leave', { standIn: leave.standIn, until: told.short(leave.until) })}
              </span>
            )}
            {named && <Link to={`/units/${organisation.id}`}>{words(organisation.name)}</Link>}
          </span>
          {phone && <a href={`tel:${phone}`}>{phone}</a>}
        </li>
      ))}
    </ul>
  )
}

export function useTitle(title: string | undefined): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (title) document.title = `${title} · ${t('app.name')}`
  }, [title, t])
}
