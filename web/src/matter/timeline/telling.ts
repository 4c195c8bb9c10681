/** 叙述 — puts entries of the history into the reader's words; made once for a whole list. */
import { type Telling, tellerOf } from '@huying/contract/matter/telling.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { kindPath } from '../../catalogue/kind-tree.ts'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useWords } from '../../kernel/i18n.ts'
import type { EntryView } from '../use-matter.ts'

export function useTelling(): (entry: EntryView) => Telling {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { kinds, organisations } = useCatalogue()
  const names = useMemo(() => new Map(organisations.map(({ id, name }) => [id, name])), [organisations])
  const isKind = useMemo(() => new Set(kinds.map(({ id }) => id)), [kinds])
  return tellerOf({
    t: (key, params) => String(t(key, params ?? {})),
    exists: (key) => i18n.exists(key),
    words,
    nameOf: (id) => {
      const name = names.get(id)
      if (name) return words(name)
      return isKind.has(id) ? kindPath(kinds, id, words) : null
    },
  })
}
