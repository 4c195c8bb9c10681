/** 内部单位 — parts of the caller's own units among those asked, and the people there, to whom work can be passed on. */
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../account/use-me.ts'
import type { Choice } from '../../catalogue/selects.tsx'
import { client } from '../../kernel/client.ts'
import { useWords } from '../../kernel/i18n.ts'

type Asked = { readonly assignments: readonly { readonly unit: { readonly id: string } }[] }

/** Asked of the server only where a form has such a field. */
export function useInner(matter: Asked, enabled: boolean): Choice[] {
  const { t } = useTranslation()
  const words = useWords()
  const { data: me } = useMe()
  const mine = new Set(me?.posts.map((post) => post.organisation.id))
  const units = [...new Set(matter.assignments.map((one) => one.unit.id))].filter((unit) => mine.has(unit))
  const answers = useQueries({
    queries: units.map((unit) => ({
      queryKey: ['inner', unit],
      queryFn: ({ signal }: { signal: AbortSignal }) => client.inner(unit, signal),
      staleTime: 60_000,
      enabled,
    })),
  })
  const inner = answers.flatMap(({ data }) => (data ? [data] : []))
  const parts = inner.flatMap(({ organisations }) =>
    organisations.map(({ id, name }) => ({ value: id, label: words(name) })),
  )
  const people = inner.flatMap(({ posts }) =>
    posts.map(({ id, person, role, organisation }) => ({
      value: `post:${id}`,
      label: `${person} · ${words(role.name)} · ${words(organisation.name)}`,
    })),
  )
  return [
    { label: t('form.inner_parts'), options: parts },
    { label: t('form.inner_people'), options: people },
  ].filter(({ options }) => options.length > 0)
}
