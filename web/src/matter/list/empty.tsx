/** 空列表 — says why nothing is there: which condition keeps how many out, and how to be rid of it. */
import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyPane } from '../../kernel/state-pane.tsx'
import { useTerritory } from '../../territory/current.ts'
import { isBelow, useRoots } from '../../territory/use-territories.ts'
import { type ListState, narrowing, without } from './query.ts'
import { useFilterWords } from './use-filter-words.ts'
import { readPage } from './use-list.ts'

type Props = {
  state: ListState
  isResident: boolean
  territory: string | null
  onGo: (next: ListState) => void
}

export function InboxEmpty({ state, isResident, territory, onGo }: Props) {
  const { t } = useTranslation()
  const say = useFilterWords(state)
  const names = narrowing(state)
  const { choose } = useTerritory()
  const isPlace = state.tab === 'scope' && territory !== null
  const roots = useRoots(isPlace).data
  const isOutside = isPlace && roots !== undefined && !isBelow(roots, territory)
  const counts = useQueries({
    queries: names.map((name) => ({
      queryKey: ['list-count', 'without', name, state, territory],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readPage(without(state, name), territory, { limit: 1 }, signal),
    })),
  })
  if (isOutside) return <OutsidePane onOwn={() => choose(null)} />
  const empty = `list.empty_${isResident ? 'reported' : state.tab}`
  if (names.length === 0)
    return (
      <EmptyPane part title={t(empty)} hint={t(`${empty}_hint`)}>
        {state.tab !== 'scope' && (
          <Button size="small" onClick={() => onGo({ tab: 'scope', filter: {} })}>
            {t('list.see_scope')}
          </Button>
        )}
      </EmptyPane>
    )
  return (
    <EmptyPane part title={t('list.empty_filtered')} hint={t('list.empty_filtered_hint')}>
      {names.map((name, n) => {
        const count = counts[n]?.data?.count
        if (count === undefined || count === 0) return null
        const words = { name: say(name), count: count ?? '1,000' }
        return (
          <Button key={name} size="small" onClick={() => onGo(without(state, name))}>
            {t(count === null ? 'list.without_more' : 'list.without', words)}
          </Button>
        )
      })}
      <Button
        type="link"
        onClick={() => onGo({ tab: state.tab, filter: state.filter.sort ? { sort: state.filter.sort } : {} })}
      >
        {t('list.clear')}
      </Button>
    </EmptyPane>
  )
}

/** A link of somebody who sees further: an empty list would say that nothing is open there, which nobody here can know. */
function OutsidePane({ onOwn }: { onOwn: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyPane part title={t('list.outside')} hint={t('list.outside_hint')}>
      <Button size="small" onClick={onOwn}>
        {t('list.outside_own')}
      </Button>
    </EmptyPane>
  )
}
