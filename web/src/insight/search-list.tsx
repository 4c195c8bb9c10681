/**
 * 搜索列表 — options in groups under a combobox. Ant Design's own list gives its group titles an `aria-selected` that no such element may have, and
 * hides the options from screen readers behind a list of two; this one is plain.
 */
import { useEffect, useRef } from 'react'
import type { Group, Option } from './search-options.tsx'

export const optionId = (list: string, value: string): string => `${list}-${value.replace(/\W/g, '_')}`

type Props = {
  id: string
  groups: readonly Group[]
  chosen: string | undefined
  label: string
  onPick: (value: string) => void
}

/** The focus stays in the box: it names the option that Enter takes. */
export function SearchList({ id, groups, chosen, label, onPick }: Props) {
  return (
    <div id={id} role="listbox" aria-label={label}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
        <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`}>
          <div id={`${id}-${group.key}`} className="search-group">
            {group.label}
          </div>
          {group.options.map((option) => (
            <One
              key={option.value}
              id={optionId(id, option.value)}
              option={option}
              isChosen={option.value === chosen}
              onPick={onPick}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type OneProps = { id: string; option: Option; isChosen: boolean; onPick: (value: string) => void }

function One({ id, option, isChosen, onPick }: OneProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the option
    <div
      ref={element}
      id={id}
      role="option"
      className="search-option"
      aria-selected={isChosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(option.value)}
    >
      {option.label}
    </div>
  )
}
