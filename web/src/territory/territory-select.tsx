/** 辖区 — a field whose answer is a territory: found by name or code, or walked down to along the tree. */
import type { TerritoryItem } from '@huying/contract/territory/territory.ts'
import { TreeSelect } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { useWords } from '../kernel/i18n.ts'
import { queryClient } from '../kernel/query.ts'
import { useSettled } from '../kernel/use-settled.ts'
import { useFound, useRoots, useTerritoryView } from './use-territories.ts'

type Props = {
  id?: string
  value?: string
  onChange?: (next: string | undefined, path?: string) => void
}

const PAUSE = 200

export function TerritorySelect({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const [text, setText] = useState('')
  const [below, setBelow] = useState<readonly (TerritoryItem & { under: string })[]>([])
  const roots = useRoots().data ?? []
  const asked = useSettled(text.trim(), PAUSE)
  const found = useFound(asked).data ?? []
  const shown = useTerritoryView(value ?? null).data
  const node = (item: TerritoryItem, under: string | null) => ({
    ...{ id: item.code, pId: under, value: item.code, isLeaf: item.children === 0 },
    title: asked === '' ? words(item.name) : `${words(item.name)} · ${words(item.path)}`,
    ...{ label: words(item.name), path: words(item.path) },
  })
  const known = new Set([...roots, ...below].map(({ code }) => code))
  const tree =
    asked === ''
      ? [...roots.map((item) => node(item, null)), ...below.map((item) => node(item, item.under))]
      : found.map((item) => ({ ...node(item, null), isLeaf: true }))
  // What is chosen has its name, also before the tree has been walked down to it.
  const chosen =
    shown && asked === '' && !known.has(shown.code)
      ? [{ id: shown.code, value: shown.code, ...naming(shown.path, words) }]
      : []
  const load = async (code: string) => {
    const { children } = await queryClient.fetchQuery({
      queryKey: ['territory', code],
      queryFn: () => client.territory(code),
    })
    setBelow((before) => [
      ...before.filter(({ under }) => under !== code),
      ...children.map((item) => ({ ...item, under: code })),
    ])
  }
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      allowClear
      treeDataSimpleMode
      treeData={[...tree, ...chosen]}
      treeNodeLabelProp="label"
      loadData={({ value: code }) => load(String(code))}
      value={value ?? null}
      onChange={(next: string | null) =>
        onChange?.(next ?? undefined, [...tree, ...chosen].find((each) => each.value === next)?.path)
      }
      showSearch={{ filterTreeNode: false, onSearch: setText, searchValue: text }}
      onOpenChange={(open) => !open && setText('')}
      placeholder={t('report.grid_hint')}
      notFoundContent={t('form.nothing_found')}
      classNames={{ popup: { root: 'wide-popup' } }}
      // The library points at this id and leaves it out in a tree: a screen reader would look for nothing.
      popupRender={(popup) => <div id={`${id}_list`}>{popup}</div>}
    />
  )
}

/** In the field stands the name, which tells more than the beginning of a long path; the whole path goes to whoever asks. */
function naming(
  path: readonly { name: TerritoryItem['name'] }[],
  words: (name: TerritoryItem['name']) => string,
) {
  const names = path.map(({ name }) => words(name))
  return { title: names.at(-1) ?? '', label: names.at(-1) ?? '', path: names.join(' ') }
}
