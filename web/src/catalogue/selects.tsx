/** 选择 — kinds and organisations, found by typing part of a name. */
import { Select, TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { type KindNode, kindTree } from './kind-tree.ts'
import { useCatalogue } from './use-catalogue.ts'

export type Chosen = string | string[] | undefined

type Props = {
  id?: string
  value?: Chosen
  multiple?: boolean
  onChange?: (next: Chosen) => void
}

export function KindSelect({ id, value, multiple = false, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const words = useWords()
  const { kinds } = useCatalogue()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` follows the language
  const tree = useMemo(() => kindTree(kinds, words), [kinds, i18n.language])
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      allowClear
      multiple={multiple}
      value={value ?? null}
      onChange={(next) => onChange?.((next as Chosen) ?? undefined)}
      treeData={tree}
      treeNodeLabelProp="title"
      showSearch={{
        filterTreeNode: (typed, node) => (node as unknown as KindNode).search.includes(typed.toLowerCase()),
      }}
      placeholder={t('form.kind_hint')}
      notFoundContent={t('form.nothing_found')}
      classNames={{ popup: { root: 'wide-popup' } }}
      // The library points at this id and leaves it out in a tree: a screen reader would look for nothing.
      popupRender={(tree) => <div id={`${id}_list`}>{tree}</div>}
    />
  )
}

export function OrganisationSelect(props: Props) {
  const words = useWords()
  const { organisations } = useCatalogue()
  const byId = new Map(organisations.map((one) => [one.id, one]))
  const options = organisations.map((one) => {
    const parent = one.parentId ? byId.get(one.parentId) : undefined
    return { value: one.id, label: parent ? `${words(one.name)} · ${words(parent.name)}` : words(one.name) }
  })
  return <SearchSelect {...props} options={options} hint="form.organisation_hint" />
}

/** Choices under a title. */
export type Choice = { label: string; options: { value: string; label: string }[] }

/** Parts of one's own unit, and the people there. */
export function InnerSelect({ choices, ...props }: Props & { choices: readonly Choice[] }) {
  return <SearchSelect {...props} options={[...choices]} hint="form.inner_hint" />
}

type Options = (Choice | Choice['options'][number])[]

function SearchSelect({
  id,
  value,
  multiple = false,
  onChange,
  options,
  hint,
}: Props & { options: Options; hint: string }) {
  const { t } = useTranslation()
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      {...(multiple ? { mode: 'multiple' as const } : {})}
      value={value ?? (multiple ? [] : null)}
      onChange={(next: Chosen | null) => onChange?.(next ?? undefined)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(hint)}
      notFoundContent={t('form.nothing_found')}
    />
  )
}
