/** 搜索选项 — what was found as options of one list, by kind; each says where it leads. */
import type { FoundMatter, Search } from '@huying/contract/insight/search.ts'
import type { TerritoryItem } from '@huying/contract/territory/territory.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../account/use-me.ts'
import { useWords } from '../kernel/i18n.ts'
import { ClockBadge } from '../matter/clock/badge.tsx'
import { listSearch } from '../matter/list/query.ts'
import { nearest } from '../territory/place-words.ts'
import { isBelow, useRoots } from '../territory/use-territories.ts'
import { Marked } from './marked.tsx'

/** `value` is the address that it leads to. */
export type Option = { readonly value: string; readonly label: ReactNode }
export type Group = { readonly key: string; readonly label: ReactNode; readonly options: readonly Option[] }

export const searchPath = (text: string, territory?: string | null): string =>
  `/search?${new URLSearchParams({ text, ...(territory ? { territory } : {}) })}`

/** Groups that have something in them. */
export function useFound(found: Search | undefined): Group[] {
  const { t } = useTranslation()
  const words = useWords()
  const isStaff = useMe().data?.kind === 'staff'
  const roots = useRoots(isStaff).data ?? []
  if (!found) return []
  const of = (by: FoundMatter['by']) =>
    found.matters
      .filter((each) => each.by === by)
      .map((each) => matterOption(each, nearest(words(each.matter.place))))
  const line = (value: string, name: string, path: string): Option => ({
    value,
    label: <Line name={name} path={path} />,
  })
  const groups: readonly [string, readonly Option[]][] = [
    ['numbers', of('number')],
    ['matters', of('words')],
    [
      'territories',
      found.territories.map((item) =>
        line(territoryPath(item, roots), words(item.name), `${words(item.path)} · ${item.code}`),
      ),
    ],
    [
      'organisations',
      found.organisations.map(({ organisation: { id, name }, path }) =>
        line(isStaff ? `/units/${id}` : `${searchPath(name.zh)}#${id}`, words(name), words(path)),
      ),
    ],
    [
      'addresses',
      found.addresses.map(({ name, path, territory }, index) =>
        line(`${searchPath(name.zh)}#${territory}-${index}`, words(name), words(path)),
      ),
    ],
  ]
  return groups
    .filter(([, options]) => options.length > 0)
    .map(([key, options]) => ({ key, label: t(`search.${key}`), options }))
}

/** The page of a grid, the list of any other territory; outside of what one oversees, all that one may see there. */
function territoryPath({ code, level }: TerritoryItem, roots: readonly TerritoryItem[]): string {
  if (!isBelow(roots, code)) return `${searchPath(code)}#territory`
  return level === 'grid' ? `/grids/${code}` : `/${listSearch({ tab: 'scope', filter: {} }, code, 'inbox')}`
}

/** What is not said yet: where the title has the words, the place; else the text around them. */
function matterOption({ matter, title, snippet }: FoundMatter, place: string): Option {
  const isInTitle = title.some(({ hit }) => hit)
  return {
    value: `/matters/${matter.id}`,
    label: (
      <span className="search-matter">
        <span className="search-line">
          <b className="search-title">{title.length > 0 ? <Marked pieces={title} /> : matter.number}</b>
          <ClockBadge clock={matter} />
        </span>
        <span className="search-line quiet">
          <span className="search-number">{matter.number}</span>
          <span className="search-snippet">{isInTitle ? place : <Marked pieces={snippet} />}</span>
        </span>
      </span>
    ),
  }
}

function Line({ name, path }: { name: string; path: string }) {
  return (
    <span className="search-line">
      <b className="search-title">{name}</b>
      <span className="search-snippet quiet">{path}</span>
    </span>
  )
}
