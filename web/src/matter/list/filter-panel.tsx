/** 筛选面板 — each choice takes effect at once; what is used often is kept under a name. */
import { DeleteOutlined } from '@ant-design/icons'
import type { ListFilter, SavedFilter } from '@huying/contract/matter/filter.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { KindSelect, OrganisationSelect } from '../../catalogue/selects.tsx'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { client } from '../../kernel/client.ts'
import { newKey } from '../../kernel/command-key.ts'
import { useWords } from '../../kernel/i18n.ts'
import { ProblemAlert } from '../../kernel/problem.tsx'
import { queryClient } from '../../kernel/query.ts'
import { type FilterName, type ListState, narrowing } from './query.ts'
import { useFilterChoices } from './use-filter-words.ts'

type Props = { state: ListState; territory: string | null; onGo: (next: ListState) => void }

export default function FilterPanel({ state, onGo }: Props) {
  const { t } = useTranslation()
  const { tab, filter } = state
  const set = (name: FilterName, value: unknown) => {
    const rest: ListFilter = { ...filter }
    delete rest[name]
    if (name === 'loop') delete rest.state
    onGo({ tab, filter: { ...rest, ...(value === undefined || value === '' ? {} : { [name]: value }) } })
  }
  const flags = (name: 'urgent' | 'supervised') => ({
    value: filter[name] === undefined ? null : String(filter[name]),
    options: ['true', 'false'].map((value) => ({ value, label: t(`filter.${name}_${value}`) })),
    onChange: (value?: string) => set(name, value === undefined ? undefined : value === 'true'),
  })
  const field = (name: FilterName) => ({ label: t(`filter.${name}`), htmlFor: `filter-${name}` })
  const any = { allowClear: true, placeholder: t('filter.any') }
  return (
    <section className="filter-panel" aria-label={t('filter.title')}>
      <Saved state={state} onGo={onGo} />
      <Form layout="vertical" component="div" size="small">
        <Form.Item {...field('pace')}>
          <Select
            {...any}
            id="filter-pace"
            value={filter.pace ?? null}
            options={['late', 'near', 'on_time', 'paused'].map((value) => ({
              value,
              label: t(`filter.${value}`),
            }))}
            onChange={(value) => set('pace', value)}
          />
        </Form.Item>
        <LoopFields filter={filter} set={set} />
        <Form.Item {...field('kind')}>
          <KindSelect id="filter-kind" value={filter.kind} onChange={(value) => set('kind', value)} />
        </Form.Item>
        <Form.Item {...field('lead')}>
          <OrganisationSelect id="filter-lead" value={filter.lead} onChange={(value) => set('lead', value)} />
        </Form.Item>
        <ChannelField value={filter.channel} onChange={(value) => set('channel', value)} />
        <Form.Item {...field('urgent')}>
          <Select {...any} id="filter-urgent" {...flags('urgent')} />
        </Form.Item>
        <Form.Item {...field('supervised')}>
          <Select {...any} id="filter-supervised" {...flags('supervised')} />
        </Form.Item>
        {tab !== 'inbox' && (
          <Form.Item {...field('open')}>
            <Select
              id="filter-open"
              value={filter.open ?? (tab === 'scope' ? 'true' : 'all')}
              options={['true', 'false', 'all'].map((value) => ({ value, label: t(`filter.open_${value}`) }))}
              onChange={(value) => set('open', value)}
            />
          </Form.Item>
        )}
        {(['reportedFrom', 'reportedTo'] as const).map((name) => (
          <Form.Item key={name} {...field(name)}>
            <Input
              id={`filter-${name}`}
              type="date"
              value={filter[name] ?? ''}
              onChange={(event) => set(name, event.target.value)}
            />
          </Form.Item>
        ))}
      </Form>
    </section>
  )
}

function LoopFields({
  filter,
  set,
}: {
  filter: ListFilter
  set: (name: FilterName, value: unknown) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const loops = useFilterChoices(true).data?.loops ?? []
  const states = loops.find(({ id }) => id === filter.loop)?.states ?? []
  const options = (list: typeof states) => list.map(({ id, name }) => ({ value: id, label: words(name) }))
  return (
    <>
      <Form.Item label={t('filter.loop')} htmlFor="filter-loop">
        <Select
          id="filter-loop"
          allowClear
          placeholder={t('filter.any')}
          value={filter.loop ?? null}
          options={options(loops)}
          onChange={(value) => set('loop', value ?? undefined)}
        />
      </Form.Item>
      {filter.loop !== undefined && (
        <Form.Item label={t('filter.state')} htmlFor="filter-state">
          <Select
            id="filter-state"
            allowClear
            placeholder={t('filter.any')}
            value={filter.state ?? null}
            options={options(states)}
            onChange={(value) => set('state', value ?? undefined)}
          />
        </Form.Item>
      )}
    </>
  )
}

function ChannelField({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (value?: string) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { channels } = useCatalogue()
  return (
    <Form.Item label={t('filter.channel')} htmlFor="filter-channel">
      <Select
        id="filter-channel"
        allowClear
        placeholder={t('filter.any')}
        value={value ?? null}
        options={channels.map(({ id, name }) => ({ value: id, label: words(name) }))}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </Form.Item>
  )
}

const saved = ['saved-filters']

function Saved({ state, onGo }: Omit<Props, 'territory'>) {
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: saved, queryFn: ({ signal }) => client.savedFilters(signal) })
  const again = () => queryClient.invalidateQueries({ queryKey: saved })
  const save = useMutation({
    mutationFn: (name: string) => client.saveFilter({ name, ...state }, newKey()),
    onSuccess: again,
  })
  const remove = useMutation({
    mutationFn: ({ id }: SavedFilter) => client.removeFilter(id, newKey()),
    onSettled: again,
  })
  const worthSaving = narrowing(state).length > 0 || state.filter.sort !== undefined
  // Nothing kept and nothing to keep: the room is for the filters.
  if (!worthSaving && !data?.filters.length) return null
  return (
    <div className="filter-saved">
      <h3>{t('filter.saved')}</h3>
      <ul>
        {data?.filters.map((one) => (
          <li key={one.id}>
            <button type="button" className="tag" onClick={() => onGo({ tab: one.tab, filter: one.filter })}>
              {one.name}
            </button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('filter.delete', { name: one.name })}
              onClick={() => remove.mutate(one)}
            />
          </li>
        ))}
      </ul>
      {worthSaving && (
        <Form
          layout="inline"
          size="small"
          onFinish={({ name }: { name: string }) => save.mutate(name.trim())}
        >
          <Form.Item
            name="name"
            rules={[{ required: true, whitespace: true, message: t('filter.save_missing') }]}
          >
            <Input maxLength={40} placeholder={t('filter.save')} aria-label={t('filter.save_name')} />
          </Form.Item>
          <Button htmlType="submit" loading={save.isPending}>
            {t('filter.save_go')}
          </Button>
          <span className="quiet" role="status">
            {save.isSuccess && t('filter.save_done', { name: save.data.name })}
          </span>
        </Form>
      )}
      {(save.error ?? remove.error) && <ProblemAlert error={save.error ?? remove.error} />}
    </div>
  )
}
